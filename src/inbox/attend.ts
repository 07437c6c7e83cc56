// Hearing nodes over one connection: each is subscribed to and caught up with, and then heard. What happens on a node
// while it is caught up with waits until that is done.
import type { Element } from '../feeds/xml.ts';
import { addressOf, type NodeAt } from '../nodes/address.ts';
import { toldIn, type NodeEvent } from '../nodes/events.ts';
import { askItems, itemsIn } from '../nodes/stanzas.ts';
import { unheard } from '../nodes/unheard.ts';
import type { Talk } from '../world/world.ts';
import { catchUp } from './catch-up.ts';
import { bare, happened } from './happened.ts';
import type { Heard, Hearing } from './heard.ts';
import { subscriptionsOver, type Subscriptions } from './subscribed.ts';
import { turns } from './turns.ts';

/** So many nodes are caught up with at once. */
const AT_ONCE = 8;
/** Beyond so many events that wait, looking at the node is less work. */
const MANY = 100;
/** Ends of subscriptions that nobody follows any more, in one connection: anybody can claim that there is one. */
const STRAYS = 50;

/** A node that is heard. */
export interface Ear {
  /** As it was asked for. */
  readonly node: string;
  readonly at: NodeAt;
}

export interface Attending extends Pick<Hearing, 'known' | 'stood' | 'reach' | 'hear'> {
  /** The node that is followed by this address, if one is. */
  readonly earAt: (address: string) => Ear | undefined;
  /** A bug has been met. */
  readonly fail: (cause: unknown) => void;
}

/** What is to be done about a node, one thing after the other. */
interface Desk {
  waiting: (NodeEvent | 'look')[];
  isBusy: boolean;
}

/** One connection's hearing. */
export class Attention {
  readonly #talk: Talk;
  readonly #job: Attending;
  readonly #desks = new Map<string, Desk>();
  readonly #strays = new Set<string>();
  readonly #asking = turns(AT_ONCE);
  readonly #subscriptions: Subscriptions;
  /** Hears nothing more. */
  readonly end: () => void;

  constructor(talk: Talk, job: Attending) {
    this.#talk = talk;
    this.#job = job;
    this.#subscriptions = subscriptionsOver(talk, (at) => job.earAt(addressOf(at)) !== undefined);
    this.end = talk.heard((stanza) => this.#hear(stanza));
  }

  /** Subscribes to a node, fetches what was missed and hears it from then on; or looks again. */
  attend(ear: Ear): void {
    this.#put(ear, ['look']);
  }

  /** Hears it no more. */
  leave({ at }: Ear): void {
    this.#desks.delete(addressOf(at));
    void this.#subscriptions.end(at).catch(this.#job.fail);
  }

  #hear(stanza: Element): void {
    const told = toldIn(stanza);
    if (!told) return;
    const ear = this.#job.earAt(addressOf(told));
    if (ear) this.#put(ear, told.events);
    else if (stanza.attrs['to'] === this.#talk.jid) this.#endStray(told);
  }

  /** A subscription of this device that nobody follows any more. */
  #endStray(at: NodeAt): void {
    const address = addressOf(at);
    const isDevice = at.service.includes('/');
    if (isDevice || this.#strays.has(address) || this.#strays.size >= STRAYS) return;
    this.#strays.add(address);
    void this.#subscriptions.end(at).catch(this.#job.fail);
  }

  #put(ear: Ear, tasks: readonly (NodeEvent | 'look')[]): void {
    const desk = this.#desks.get(addressOf(ear.at)) ?? { waiting: [], isBusy: false };
    this.#desks.set(addressOf(ear.at), desk);
    desk.waiting.push(...tasks);
    if (desk.waiting.length > MANY) desk.waiting = ['look'];
    if (!desk.isBusy) void this.#work(ear, desk).catch(this.#job.fail);
  }

  async #work(ear: Ear, desk: Desk): Promise<void> {
    desk.isBusy = true;
    while (desk.waiting.length > 0) {
      const tasks = desk.waiting;
      desk.waiting = [];
      const events = tasks.flatMap((task) => (task === 'look' ? [] : task));
      if (tasks.includes('look')) await this.#asking(() => this.#look(ear));
      if (events.length > 0) await this.#take(ear, events);
    }
    desk.isBusy = false;
  }

  async #look({ node, at }: Ear): Promise<void> {
    const { known, stood, reach, hear } = this.#job;
    const refusal = await this.#subscriptions.begin(at);
    const before = { known: known(node), stood: stood(node), reach };
    const missed = refusal ? { refusal } : await catchUp(this.#talk, at, before);
    if (!('refusal' in missed)) return hear({ node, ...missed });
    // That the line is gone is told once, and not of each node.
    if (missed.refusal.condition === 'disconnected') return;
    return hear({ node, entries: [], deleted: [], trouble: unheard(at, missed.refusal) });
  }

  async #take({ node, at }: Ear, events: readonly NodeEvent[]): Promise<void> {
    const fetched = await this.#wholeItems(at, bare(events));
    const heard: Heard = { node, ...happened(at, events, { fetched, own: this.#talk.jid }) };
    if (isNews(heard)) await this.#job.hear(heard);
  }

  async #wholeItems(at: NodeAt, ids: readonly string[]): Promise<ReadonlyMap<string, Element>> {
    const reply = ids.length > 0 ? await this.#talk.ask(askItems(at, { ids })) : undefined;
    return new Map((reply?.ok ? itemsIn(reply.stanza) : []).map((item) => [String(item.attrs['id']), item]));
  }
}

function isNews({ entries, deleted, ended }: Heard): boolean {
  return entries.length > 0 || deleted.length > 0 || ended !== undefined;
}
