"""A follower that is not ours: slixmpp logs in, listens, and prints each thing it hears as one line of JSON.

stdin: commands {call: number, name, words}, the first of them `login`. stdout: events {kind, ...}, and an answer
{call, value} or {call, error} to each command.
"""
import asyncio
import json
import logging
import sys
from datetime import datetime, timezone
from xml.etree import ElementTree

import slixmpp
from slixmpp.exceptions import IqError, IqTimeout
from slixmpp.xmlstream import tostring
from slixmpp.xmlstream.handler import Callback
from slixmpp.xmlstream.matcher import MatchXPath

ATOM = "{http://www.w3.org/2005/Atom}"
EVENT = "{http://jabber.org/protocol/pubsub#event}"
PUBSUB = "{http://jabber.org/protocol/pubsub}"
DATA = "{jabber:x:data}"


def tell(line):
    print(json.dumps(line), flush=True)


def item_of(xml):
    entry = xml.find(ATOM + "entry")
    text = lambda name: None if entry is None else entry.findtext(ATOM + name)
    return {"id": xml.get("id"), "title": text("title"), "atomId": text("id"), "xml": tostring(xml)}


class Follower(slixmpp.ClientXMPP):
    def __init__(self, wish):
        super().__init__(wish["jid"], wish["password"])
        self.wish = wish
        self.ready = asyncio.get_event_loop().create_future()
        self.ca_certs = wish["trusts"]
        for plugin in ("xep_0030", "xep_0045", "xep_0060", "xep_0115"):
            self.register_plugin(plugin)
        self.add_event_handler("session_start", self.begin)
        self.add_event_handler("failed_auth", lambda _: self.settle("wrong password"))
        self.add_event_handler("disconnected", lambda _: tell({"kind": "disconnected"}))
        self.register_handler(
            Callback("message", MatchXPath("{jabber:client}message"), lambda message: self.hear(message.xml))
        )

    async def begin(self, _):
        await self.get_roster()
        # A headline reaches only whom the server knows to be there: wait until it has said so itself.
        there = asyncio.get_event_loop().create_future()
        self.add_event_handler(
            "presence_available",
            lambda presence: presence["from"] == self.boundjid and not there.done() and there.set_result(True),
        )
        # What is said of a client belongs to its full JID, which it has only now.
        if self.wish["notify"]:
            self["xep_0030"].add_feature(self.wish["notify"] + "+notify")
            await self["xep_0115"].update_caps(broadcast=False)
        self.send_presence(ppriority=self.wish["priority"])
        await asyncio.wait_for(there, 10)
        for service, node in self.wish["subscribe"]:
            await self["xep_0060"].subscribe(service, node)
        for room in self.wish["join"]:
            await self["xep_0045"].join_muc_wait(room, self.boundjid.user, maxstanzas=0)
            await self.unlock(room)
        self.settle(None)

    def settle(self, trouble):
        if not self.ready.done():
            self.ready.set_result(trouble)

    async def do_login(self):
        tls = self.wish["tls"]
        self.connect(("127.0.0.1", self.wish["port"]), use_ssl=False, force_starttls=tls, disable_starttls=not tls)
        if trouble := await self.ready:
            raise ValueError(trouble)

    async def unlock(self, room):
        """A room that one has just made is open when its default configuration is accepted (XEP-0045 10.1.2)."""
        form = slixmpp.plugins.xep_0004.Form()
        form["type"] = "submit"
        try:
            await self["xep_0045"].set_room_config(room, form)
        except (IqError, IqTimeout):
            pass  # somebody else's room

    def hear(self, message):
        where = {"from": message.get("from"), "to": message.get("to")}
        for event in message.findall(EVENT + "event"):
            for part in event:
                node = {**where, "node": part.get("node")}
                kind = part.tag[len(EVENT):]
                if kind != "items":
                    tell({**node, "kind": kind, "xml": tostring(part)})
                for item in part.findall(EVENT + "item"):
                    tell({**node, "kind": "item", **item_of(item)})
                for item in part.findall(EVENT + "retract"):
                    tell({**node, "kind": "retract", "id": item.get("id"), "xml": tostring(item)})
        body = message.findtext("{jabber:client}body")
        if body is not None:
            tell({**where, "kind": "chat", "type": message.get("type", "normal"), "body": body, "xml": tostring(message)})

    async def do_greet(self):
        """Asks its server something, whose answer comes after all that was on its way."""
        await self["xep_0030"].get_info(self.boundjid.host)

    async def do_items(self, service, node):
        result = await self["xep_0060"].get_items(service, node)
        return [item_of(item) for item in result.xml.iter(PUBSUB + "item")]

    async def do_configuration(self, service, node):
        result = await self["xep_0060"].get_node_config(service, node)
        return {field.get("var"): field.findtext(DATA + "value", "") for field in result.xml.iter(DATA + "field")}

    async def do_publish(self, node, item, title):
        """A post on its own node, as a client of the field writes it."""
        now = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        entry = ElementTree.Element(ATOM + "entry")
        said = {"id": "urn:example:" + item, "title": title, "published": now, "updated": now}
        for name, text in said.items():
            ElementTree.SubElement(entry, ATOM + name).text = text
        author = ElementTree.SubElement(entry, ATOM + "author")
        ElementTree.SubElement(author, ATOM + "uri").text = "xmpp:" + self.boundjid.bare
        await self["xep_0060"].publish(self.boundjid.bare, node, id=item, payload=entry)

    async def do_subscribe(self, service, node):
        await self["xep_0060"].subscribe(service, node)

    async def do_unsubscribe(self, service, node):
        await self["xep_0060"].unsubscribe(service, node)

    async def do_befriend(self, jid):
        """Asks for presence; a follower that is asked accepts and asks back, so that two of them become mutual."""
        self.send_presence_subscription(pto=jid, ptype="subscribe")

    async def do_say(self, to, body):
        self.send_message(mto=to, mbody=body, mtype="chat")

    async def do_roster(self):
        states = {str(jid): self.client_roster[jid]["subscription"] for jid in self.client_roster}
        return {jid: state for jid, state in states.items() if state != "none"}


async def answer(follower, command):
    try:
        value = await getattr(follower, "do_" + command["name"])(*command["words"])
        tell({"call": command["call"], "value": value})
    except IqError as refused:
        tell({"call": command["call"], "error": refused.condition})
    except Exception as wrong:
        tell({"call": command["call"], "error": repr(wrong)})


async def main():
    logging.basicConfig(level=logging.ERROR)
    loop = asyncio.get_event_loop()
    stdin = asyncio.StreamReader(limit=1 << 20)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(stdin), sys.stdin)
    follower = None
    calls = set()
    while line := await stdin.readline():
        command = json.loads(line)
        if command["name"] == "login":
            follower = Follower(command["words"].pop())
        call = asyncio.ensure_future(answer(follower, command))
        calls.add(call)
        call.add_done_callback(calls.discard)
    follower.abort()


asyncio.get_event_loop().run_until_complete(main())
