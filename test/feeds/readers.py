"""What feedparser makes of an Atom and an RSS feed, and Python's json of a JSON Feed, as JSON, one list a file."""

import json
import sys

import feedparser


def by_feedparser(path):
    feed = feedparser.parse(path, sanitize_html=False, resolve_relative_uris=False)
    if feed.bozo:
        raise SystemExit(f"{path}: {feed.bozo_exception}")
    return [
        {
            "id": entry.id,
            "link": entry.link,
            "title": entry.get("title") or None,
            "html": entry.content[0].value if "content" in entry else entry.summary,
            "published": entry.published_parsed[:6],
            "tags": [tag.term for tag in entry.get("tags", [])],
            "files": [file.href for file in entry.get("enclosures", [])],
        }
        for entry in feed.entries
    ]


def by_json(path):
    with open(path, encoding="utf-8") as file:
        feed = json.load(file)
    return [
        {
            "id": item["id"],
            "link": item["url"],
            "title": item.get("title"),
            "html": item["content_html"],
            "published": [int(n) for n in item["date_published"].translate(str.maketrans("-T:Z", "    ")).split()],
            "tags": item.get("tags", []),
            "files": [file["url"] for file in item.get("attachments", [])],
        }
        for item in feed["items"]
    ]


print(json.dumps([(by_json if path.endswith(".json") else by_feedparser)(path) for path in sys.argv[1:]]))
