#!/usr/bin/env python3
"""An agent of mc-sync to copy. Python's standard library only; the rules are in docs/how-to-connect-an-agent.md."""
import json, os, queue, signal, sys, threading, uuid
from datetime import datetime, timezone
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.request import Request, urlopen

URL, TOKEN, AGENT = (os.environ[name] for name in ("MC_URL", "MC_TOKEN", "MC_AGENT_ID"))
STATE = os.environ.get("MC_STATE_DIR", f"mc-agent-{AGENT}")
HEARTBEAT = float(os.environ.get("MC_HEARTBEAT", "20"))  # Seconds; a minute at most.
PLACES = 1  # Tasks at once.
BOOT = f"boot_{uuid.uuid4()}"  # This start of the program, and no other one.

ending, beat_now = threading.Event(), threading.Event()
may_beat = threading.Lock()
attempts, heard = {}, set()  # At work, by command_id; ids of messages that were handed over.


def work(attempt, payload):
    """The work itself: replace this. What it returns is the task's result; it looks at attempt.stop now and then."""
    if "ask" in payload:
        attempt.report("progress", question={"id": "q1", "text": payload["ask"]})
        answer = attempt.next_message()
        if answer:
            attempt.report("progress", acks=[answer["id"]], message=f"Told: {answer['text']}")
    seconds = payload.get("seconds", 1)
    for second in range(seconds):
        if attempt.stop.wait(1):
            return None
        attempt.report("progress", progress=100 * (second + 1) // seconds)
    return {"text": f"Counted to {seconds}."}


class Attempt:
    def __init__(self, command):
        self.ids = {"agent_id": AGENT, "task_id": command["task_id"], "command_id": command["command_id"]}
        self.payload, self.messages = command.get("payload") or {}, queue.Queue()
        self.stop, self.given_up = threading.Event(), False
        self.thread = threading.Thread(target=self.run, daemon=True)

    def run(self):
        try:
            # Nothing begins before the acknowledgement has taken effect: 202 does not say so yet.
            status, answer = insist(event(self.ids, "ack"), enough=lambda status: status != 202)
            if status == 200 and answer["outcome"] == "applied":
                outbox.write("begun", self.ids)
                self.report("running")
                try:
                    result = work(self, self.payload)
                except Exception as failure:
                    self.end("failed", error_code="work_failed", message=str(failure)[:500])
                else:
                    stopped = {"error_code": "agent_stopped", "message": "The agent was stopped"}
                    self.end("failed", **stopped) if self.stop.is_set() else self.end("done", result=result)
        finally:
            del attempts[self.ids["command_id"]]
            beat_now.set()

    def report(self, type, **members):
        if not self.given_up:
            outbox.write("report", event(self.ids, type, **members))

    def end(self, type, **members):
        self.report(type, **members)
        if self.given_up:  # Nobody wants to hear of it any more.
            outbox.write("over", self.ids["command_id"])

    def give_up(self):
        self.given_up = True
        self.stop.set()

    def next_message(self):
        while not self.stop.is_set():
            try:
                return self.messages.get(timeout=0.2)
            except queue.Empty:
                pass


class Outbox:
    """What outlives a kill, on the disk before anything rests on it: attempts begun, reports, and which are settled."""

    def __init__(self, path):
        self.changed, self.begun, self.waiting = threading.Condition(), {}, {}
        os.makedirs(os.path.dirname(path), exist_ok=True)
        if os.path.exists(path):
            with open(path, encoding="utf-8") as kept:
                for line in kept:
                    if line.endswith("\n"):  # A kill may have cut the last one.
                        self.remember(**json.loads(line))
        with open(path + ".new", "w", encoding="utf-8") as self.file:
            for kind, kept in (("begun", self.begun), ("report", self.waiting)):
                for content in kept.values():
                    self.append(kind, content)
        os.replace(path + ".new", path)
        self.file = open(path, "a", encoding="utf-8")

    def write(self, kind, content):
        with self.changed:
            self.append(kind, content)
            self.remember(kind, content)
            if not self.begun and not self.waiting:
                self.file.truncate(0)
            self.changed.notify_all()

    def append(self, kind, content):
        self.file.write(json.dumps({"kind": kind, "content": content}) + "\n")
        self.file.flush()
        os.fsync(self.file.fileno())

    def remember(self, kind, content):
        if kind == "begun":
            self.begun[content["command_id"]] = content
        elif kind == "report":
            self.waiting[content["event_id"]] = content
            if content["type"] in ("done", "failed"):
                self.begun.pop(content["command_id"], None)
        else:  # A report is settled, or an attempt over without one.
            (self.waiting if kind == "settled" else self.begun).pop(content, None)

    def running(self):
        with self.changed:
            return list({*self.begun, *(report["command_id"] for report in self.waiting.values()), *attempts})

    def send(self):
        """One after the other, each until it is answered, with the same event_id."""
        while True:
            with self.changed:
                self.changed.wait_for(lambda: self.waiting)
                report = next(iter(self.waiting.values()))
            status, answer = insist(report)
            attempt = attempts.get(report["command_id"])
            if attempt and is_over(status, answer):
                attempt.give_up()
            self.write("settled", report["event_id"])

    def drain(self, seconds):
        with self.changed:
            self.changed.wait_for(lambda: not self.waiting, seconds)


def event(ids, type, **members):
    now = datetime.now(timezone.utc).isoformat()
    return {"event_id": f"evt_{uuid.uuid4()}", **ids, "type": type, "occurred_at": now, **members}


def is_over(status, answer):
    """The attempt is somebody else's, or ended."""
    late = status == 200 and answer.get("outcome") == "late" and answer.get("status") in ("done", "failed")
    return late or answer.get("reason") in ("stale_attempt", "wrong_agent", "unknown_task")


def insist(report, enough=lambda status: True):
    pause = 0.5
    while True:
        status, answer, retry_after = call("POST", "/api/agents/events", report, wait=5)
        if status not in (0, 401, 403, 429) and status < 500 and enough(status):
            if status >= 400:
                print(f"refused: {report['type']}: {answer}", file=sys.stderr)
            return status, answer
        threading.Event().wait(max(pause, retry_after))
        pause = min(2 * pause, 10)


def call(method, path, body=None, wait=None):
    """The status (0: no answer), the body and the seconds that the system asks to be left alone."""
    headers = {"x-mc-token": TOKEN, "content-type": "application/json"}
    if wait:
        headers["prefer"] = f"wait={wait}"
    request = Request(URL + path, json.dumps(body).encode() if body else None, headers, method=method)
    try:
        with urlopen(request, timeout=15 + (wait or 0)) as response:
            return response.status, json.load(response), 0
    except HTTPError as error:
        with error:
            text, after = error.read(), error.headers.get("retry-after", "0")
        is_problem = "json" in error.headers.get("content-type", "")
        return error.code, json.loads(text) if is_problem else {}, int(after)
    except (OSError, HTTPException, ValueError) as error:
        return 0, {"detail": str(error)}, 0


def heartbeat(leaving=False):
    """Seconds to wait before it is tried again; none when it was taken."""
    beat = {"agent_id": AGENT, "boot_id": BOOT, "running": outbox.running(), "leaving": leaving}
    status, answer, retry_after = call("POST", "/api/agents/heartbeat", beat)
    for command_id in answer.get("cancelled", ()):
        obey({"type": "cancel", "command_id": command_id})
    return 0 if status == 202 else max(retry_after, 2)


def beat():
    """By a timer of its own, so that neither the work nor a long poll keeps it back."""
    while not ending.is_set():
        beat_now.wait(HEARTBEAT)
        beat_now.clear()
        with may_beat:
            pause = heartbeat()
        ending.wait(pause)


def take_commands():
    """A start that finds no place is given again at once, so it is not waited for while all places are taken."""
    while not ending.is_set():
        is_full = len(attempts) >= PLACES
        status, answer, retry_after = call(
            "GET", f"/api/agents/{AGENT}/commands", wait=None if is_full else 25)
        if status != 200:
            ending.wait(max(retry_after, 1))
            continue
        news = [obey(command) for command in answer["commands"]]
        if is_full:
            ending.wait(2)
        elif news and not any(news):
            ending.wait(0.5)


def obey(command):
    """Whether it was news."""
    command_id = command["command_id"]
    attempt = attempts.get(command_id)
    if command["type"] == "start":
        if attempt or command_id in outbox.running() or len(attempts) >= PLACES or ending.is_set():
            return False
        attempts[command_id] = Attempt(command)
        attempts[command_id].thread.start()
        return True
    if attempt and command["type"] == "cancel":
        attempt.give_up()
        return True
    if attempt and command["type"] == "message" and command["message"]["id"] not in heard:
        heard.add(command["message"]["id"])
        attempt.messages.put(command["message"])
        return True
    return False


outbox = Outbox(os.path.join(STATE, "outbox.jsonl"))
for lost in list(outbox.begun.values()):  # A program that can go on where it was killed would do so instead.
    outbox.write("report", event(lost, "failed", error_code="agent_restarted", message="The agent was started again"))
for name in (signal.SIGTERM, signal.SIGINT):
    signal.signal(name, lambda *_: ending.set())
threading.Thread(target=outbox.send, daemon=True).start()
while not ending.is_set() and (pause := heartbeat()):  # This start is known before it takes a task.
    ending.wait(pause)
for loop in (beat, take_commands):
    threading.Thread(target=loop, daemon=True).start()
ending.wait()
for attempt in list(attempts.values()):
    attempt.stop.set()
for attempt in list(attempts.values()):
    attempt.thread.join(5)
outbox.drain(5)
may_beat.acquire(timeout=2)  # Waits for the heartbeat that is under way; none follows the goodbye.
heartbeat(leaving=True)
