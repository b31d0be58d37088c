"""An integration as they are usually written: it logs in, takes the events of a whole inbound call on a port of its own, has an agent
listened to, and reads everything that the server sends as a Python literal. Each event is read with one receive and never answered.

usage: python_client.py HOST:PORT USER MD5_OF_PASSWORD AGENT SUPERVISOR
"""

import ast
import http.client
import socket
import sys

EVENT_BYTES = 1024
PATIENCE_SECONDS = 60


def say(line):
    print(line, flush=True)


class Api:
    """Requests without a Content-Type, one connection each."""

    def __init__(self, server):
        self.server = server
        self.token = ""

    def post(self, request, body=None):
        connection = http.client.HTTPConnection(self.server, timeout=PATIENCE_SECONDS)
        query = "?token=" + self.token if self.token else ""
        connection.request("POST", "/api/v2.0.0/" + request + query, body)
        response = connection.getresponse()
        answer = ast.literal_eval(response.read().decode())
        connection.close()
        if response.status != 200:
            raise SystemExit(f"{request}: HTTP status {response.status}")
        return answer

    def succeed(self, request, body=None):
        answer = self.post(request, body)
        if answer["status"] != "Success":
            raise SystemExit(f"{request}: {answer}")
        return answer


class Events:
    """What comes to the port, one connection for each event; none is answered or closed."""

    def __init__(self):
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.socket.settimeout(PATIENCE_SECONDS)
        self.port = self.socket.getsockname()[1]
        self.connections = []

    def next(self):
        connection, _ = self.socket.accept()
        connection.settimeout(PATIENCE_SECONDS)
        self.connections.append(connection)
        head, body = connection.recv(EVENT_BYTES).decode().split("\r\n\r\n", 1)
        if not head.startswith("POST / HTTP/1.1"):
            raise SystemExit(f"unexpected head: {head}")
        return ast.literal_eval(body)

    def next_of(self, name, callid=None):
        """The next event of a kind, and of a call if one is given; others are passed over."""
        while True:
            event = self.next()
            if event["event"] == name and callid in (None, event["callid"]):
                return event


def statuses(event):
    """The members in order, each by its kind and what it does."""
    return [(kind, member["memberstatus"]) for item in event["members"] for kind, member in item.items()]


def follow_call(events, agent):
    caller = ""
    while True:
        event = events.next_of("CallStatus")
        # A caller is only known if it comes before the extension that rings.
        for item in event["members"]:
            if "inbound" in item:
                caller = item["inbound"]["from"]
            if "ext" in item and item["ext"]["number"] == agent and item["ext"]["memberstatus"] == "RING":
                callid = event["callid"]
                say(f"RING {agent} by {caller}")
            if "ext" in item and item["ext"]["number"] == agent and item["ext"]["memberstatus"] == "ANSWER":
                say(f"ANSWER {agent} by {caller}")
                return callid


def query_call(api, callid):
    # The number is not quoted, as it often is not.
    call = api.succeed("call/query", "{\"callid\": %s}" % callid)["calls"][0]
    say("query " + " ".join(f"{kind} {status}" for kind, status in statuses(call)))
    unknown = api.post("call/query", "{\"callid\": 1571620483.10}")
    say(f"unknown call {unknown['status']} {unknown['errno']}")


def monitor_call(api, events, agent, supervisor):
    body = str({"monitor": supervisor, "extension": agent, "type": "listen"}).replace("'", '"')
    callid = api.succeed("call/listen", body)["callid"]
    say("listen Success")
    for expected in ("RING", "ANSWER"):
        event = events.next_of("CallStatus", callid)
        if statuses(event) != [("ext", expected)] or event["members"][0]["ext"]["number"] != supervisor:
            raise SystemExit(f"unexpected: {event}")
        say(f"monitor {expected}")
    return callid


def see_the_end(events, callid, monitorid):
    waiting = {"call BYE", "monitor BYE", "NewCdr"}
    while waiting:
        event = events.next()
        ended = event["event"] == "CallStatus" and "BYE" in [status for _, status in statuses(event)]
        if ended and event["callid"] == callid:
            waiting.discard("call BYE")
        if ended and event["callid"] == monitorid:
            waiting.discard("monitor BYE")
        if event["event"] == "NewCdr" and event["callid"] == callid:
            waiting.discard("NewCdr")
            record = " ".join(event[key] for key in ("type", "callfrom", "callto", "status"))
    say("call BYE")
    say("monitor BYE")
    say(f"NewCdr {record}")


def main(server, user, digest, agent, supervisor):
    api = Api(server)
    events = Events()
    answer = api.succeed(
        "login", '{"username": "%s", "password": "%s", "port": %d, "version": "2.0.0"}' % (user, digest, events.port))
    api.token = answer["token"]
    say(f"login Success {answer['transport']}")
    api.succeed("heartbeat")
    callid = follow_call(events, agent)
    query_call(api, callid)
    monitorid = monitor_call(api, events, agent, supervisor)
    see_the_end(events, callid, monitorid)
    api.succeed("logout")
    say("logout Success")


if __name__ == "__main__":
    main(*sys.argv[1:])
