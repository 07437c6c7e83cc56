// One round of hearing nodes without staying: what they have that is not known.
import { nodeIn } from '../feeds/node-address.ts';
import { noNode, unheard } from '../nodes/unheard.ts';
import type { Talk } from '../world/world.ts';
import { catchUp, type Before } from './catch-up.ts';
import type { Heard, Hearing } from './heard.ts';
import { turns } from './turns.ts';

/** So many nodes are asked at once. */
const AT_ONCE = 8;

/** Fetches what each node has and is not known. It subscribes to nothing and sends no presence. */
export async function gather(talk: Talk, { nodes, known, stood, reach, hear }: Hearing): Promise<void> {
  const asking = turns(AT_ONCE);
  const telling = turns(1);
  await Promise.all(
    nodes.map((node) =>
      asking(async () => {
        const heard = await missedAt(talk, node, { known: known(node), stood: stood(node), reach });
        await telling(() => hear(heard));
      }),
    ),
  );
}

async function missedAt(talk: Talk, node: string, before: Before): Promise<Heard> {
  const nothing = { node, entries: [], deleted: [] };
  const at = nodeIn(node);
  if (!at) return { ...nothing, trouble: noNode(node) };
  const missed = await catchUp(talk, at, before);
  return 'refusal' in missed ? { ...nothing, trouble: unheard(at, missed.refusal) } : { node, ...missed };
}
