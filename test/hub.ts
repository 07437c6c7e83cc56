// A WebSub hub: it writes down what it is told, asks subscribers whether they meant it, and tells them what is published.
import { createHmac } from 'node:crypto';
import { createServer, request, type ClientRequest } from 'node:http';
import type { AddressInfo } from 'node:net';

type Form = Readonly<Record<string, string>>;

export interface Answered {
  readonly status: number;
  readonly text: string;
}

export interface Hub {
  readonly url: string;
  /** What it was told by publishers, as the form's fields. */
  readonly pings: Form[];
  /** What it was asked for by subscribers. */
  readonly wishes: Form[];
  /** Those who have confirmed, by the address at which they are told. */
  readonly subscribers: Map<string, Form>;
  /** Takes wishes with this status; beyond 299 it asks nobody whether they were meant. */
  readonly takes: { status: number };
  readonly close: () => Promise<void>;
}

/** Starts a hub; `seen` is called at each ping, before it is answered. */
export async function startHub(seen: () => Promise<void> = async () => undefined): Promise<Hub> {
  const [pings, wishes]: [Form[], Form[]] = [[], []];
  const subscribers = new Map<string, Form>();
  const takes = { status: 202 };
  const server = createServer((asked, response) => {
    let body = '';
    asked.setEncoding('utf8').on('data', (text: string) => (body += text));
    asked.on('end', () => {
      const form: Form = Object.fromEntries(new URLSearchParams(body));
      if (form['hub.mode'] === 'publish') {
        pings.push(form);
        void seen().then(() => response.writeHead(202).end());
        void distribute(subscribers, form['hub.topic'] ?? '');
        return;
      }
      wishes.push(form);
      response.writeHead(takes.status).end();
      if (takes.status < 300) void verify(subscribers, form);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    pings,
    wishes,
    subscribers,
    takes,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function verify(subscribers: Hub['subscribers'], form: Form): Promise<void> {
  const challenge = `challenge-${Math.random()}`;
  const { 'hub.mode': mode = '', 'hub.topic': topic = '', 'hub.callback': callback = '' } = form;
  const said = { 'hub.mode': mode, 'hub.topic': topic, 'hub.challenge': challenge, 'hub.lease_seconds': '3600' };
  const { status, text } = await call(`${callback}?${String(new URLSearchParams(said))}`);
  if (status !== 200 || text !== challenge) return;
  if (mode === 'subscribe') subscribers.set(callback, form);
  else subscribers.delete(callback);
}

async function distribute(subscribers: Hub['subscribers'], topic: string): Promise<void> {
  const told = [...subscribers].filter(([, form]) => form['hub.topic'] === topic);
  if (told.length === 0) return;
  const news = await (await fetch(topic)).text();
  for (const [callback, form] of told) await tell(callback, news, signed('sha256', form['hub.secret'] ?? '', news));
}

export function signed(kind: string, secret: string, text: string): string {
  return `${kind}=${createHmac(kind, secret).update(text).digest('hex')}`;
}

/** Tells something at an address; without a signature where that is empty. */
export async function tell(address: string, news: string, signature: string): Promise<Answered> {
  return call(address, { method: 'POST', headers: signature === '' ? {} : { 'x-hub-signature': signature } }, (asked) =>
    asked.end(news),
  );
}

/** Calls an address, whatever its host is named, on this machine. Status 0: nobody answers. */
export async function call(
  address: string,
  { method = 'GET', headers = {} }: { method?: string; headers?: Form } = {},
  send: (asked: ClientRequest) => void = (asked) => asked.end(),
): Promise<Answered> {
  const { host, port, pathname, search } = new URL(address);
  return new Promise((resolve) => {
    const options = { host: '127.0.0.1', port, path: pathname + search, method, headers: { host, ...headers } };
    const asked = request(options, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (more: string) => (text += more));
      response.on('close', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    asked.on('error', () => resolve({ status: 0, text: '' }));
    send(asked);
  });
}
