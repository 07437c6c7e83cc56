"""Publishes items one at a time, each confirmed, with the options that Skein sends, as a plain script of slixmpp does:
python3 publish.py JID PASSWORD PORT.

Reads the items from stdin, as a JSON list of pairs: the node, and the XML."""
import asyncio
import json
import ssl
import sys

import slixmpp
from slixmpp.xmlstream import ET

jid, password, port = sys.argv[1:]
items = [(node, ET.fromstring(text)) for node, text in json.load(sys.stdin)]


class Publisher(slixmpp.ClientXMPP):
    def __init__(self):
        super().__init__(jid, password)
        self.register_plugin("xep_0004")
        self.register_plugin("xep_0060")
        self.ssl_context.check_hostname = False
        self.ssl_context.verify_mode = ssl.CERT_NONE
        self.add_event_handler("session_start", self.start)

    async def start(self, _):
        options = self["xep_0004"].make_form(ftype="submit")
        kind = "http://jabber.org/protocol/pubsub#publish-options"
        options.add_field(var="FORM_TYPE", ftype="hidden", value=kind)
        options.add_field(var="pubsub#persist_items", value="true")
        options.add_field(var="pubsub#access_model", value="open")
        for node, item in items:
            await self["xep_0060"].publish(None, node, id=item.get("id"), payload=item[0], options=options)
        self.disconnect()


client = Publisher()
client.connect(("127.0.0.1", int(port)))
client.process(forever=False)
