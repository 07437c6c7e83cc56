// Brings the subscriptions of this device at a service to what is followed there. Those of the person's other programs
// have other JIDs, and are not touched.
import type { NodeAt } from '../nodes/address.ts';
import { askSubscriptions, stateIn, subscribe, subscriptionsIn, unsubscribe } from '../nodes/subscriptions.ts';
import type { Refusal, Talk } from '../world/world.ts';

/** The subscription is there, and nothing is heard on it before the owner of the node says yes. */
const PENDING: Refusal = { type: 'wait', condition: 'pending' };

/** Subscribes to nodes over one connection. */
export interface Subscriptions {
  /** Gives why it cannot. */
  begin(at: NodeAt): Promise<Refusal | undefined>;
  end(at: NodeAt): Promise<void>;
}

/** `isFollowed` says of a node whether it is; what is subscribed to and is not followed is ended. */
export function subscriptionsOver(talk: Talk, isFollowed: (at: NodeAt) => boolean): Subscriptions {
  const services = new Map<string, Promise<void>>();

  async function end(at: NodeAt): Promise<void> {
    await talk.ask(unsubscribe(at, talk.jid));
  }

  /** Asked of a person, ejabberd names what one follows of anybody; there an event shows what nobody wants. */
  async function endOthers(service: string): Promise<void> {
    const reply = service.includes('@') ? undefined : await talk.ask(askSubscriptions(service));
    const ours = (reply?.ok ? subscriptionsIn(reply.stanza) : []).filter(({ jid }) => jid === talk.jid);
    for (const { node } of ours) if (!isFollowed({ service, node })) await end({ service, node });
  }

  return {
    async begin(at) {
      const others = services.get(at.service) ?? endOthers(at.service);
      services.set(at.service, others);
      await others;
      // To subscribe twice is harmless, and takes no longer than to ask whether one has.
      const reply = await talk.ask(subscribe(at, talk.jid));
      if (!reply.ok) return reply.refusal;
      return stateIn(reply.stanza) === 'pending' ? PENDING : undefined;
    },
    end,
  };
}
