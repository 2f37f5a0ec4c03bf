"""Jupyter's own blocking client, at the command of a test.

Reads one JSON object per line and answers each with one: {"do": "start", "kernel": "scala"}.
Errors are answered as {"error": ...}. The kernels are those of JUPYTER_PATH.
"""
import json
import os
import queue
import signal
import sys
import time
import traceback

from jupyter_client.manager import KernelManager

PATIENCE = 180


class Client:
    def __init__(self):
        self.manager = None
        self.client = None
        self.messages = []  # of iopub, in order of arrival
        self.replies = {}

    # What tests ask for.

    def start(self, kernel):
        self.manager = KernelManager(kernel_name=kernel)
        self.manager.start_kernel(stderr=open(os.environ["BRIDGE_LOG"], "ab"))
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=PATIENCE)
        return self.pid()

    def pid(self):
        return {"pid": self.manager.provisioner.process.pid}

    def execute(self, code, **options):
        return {"id": self.client.execute(code, **options)}

    def send(self, channel, type, content, metadata=None, parent=None, buffers=None):
        message = self.client.session.msg(type, content)
        if parent:
            message["parent_header"] = parent
        self.client.session.send(
            getattr(self.client, channel + "_channel").socket,
            message,
            buffers=[bytes(b) for b in buffers or []],
        )
        return {"id": message["header"]["msg_id"]}

    def done(self, id, timeout=PATIENCE):
        """What a request has caused, when it is replied to and the kernel was idle after it."""
        end = time.time() + timeout
        while time.time() < end:
            self.pump(0.05)
            of = [m for m in self.messages if m["parent"] == id]
            idle = any(m["content"].get("execution_state") == "idle" for m in of)
            if idle and id in self.replies:
                return {"reply": self.replies[id], "iopub": of}
        raise TimeoutError(f"no end of {id}; there are {self.messages[-5:]}")

    def seen(self, type, timeout=PATIENCE):
        """Waits for a message of that type on iopub or stdin."""
        end = time.time() + timeout
        while time.time() < end:
            self.pump(0.05)
            for message in self.messages:
                if message["type"] == type:
                    return message
        raise TimeoutError(f"no {type}; there are {self.messages[-5:]}")

    def forget(self):
        self.pump(0)
        self.messages.clear()
        return {}

    def interrupt(self):
        self.manager.interrupt_kernel()
        return {}

    def signal(self, name):
        os.kill(self.manager.provisioner.process.pid, getattr(signal, name))
        return {}

    def restart(self, now=False):
        self.manager.restart_kernel(now=now)
        self.client.wait_for_ready(timeout=PATIENCE)
        return self.pid()

    def shutdown(self):
        began = time.time()
        self.client.stop_channels()
        self.manager.shutdown_kernel()
        return {"seconds": time.time() - began}

    def alive(self):
        return {"alive": self.manager.is_alive(), "beating": self.client.hb_channel.is_beating()}

    def sleep(self, seconds):
        """Reads nothing for a while."""
        time.sleep(seconds)
        return {}

    def forge(self):
        """Sends a request signed with a wrong key, and the same signed message twice."""
        session = self.client.session
        forged = session.clone()
        forged.key = b"not the key"
        code = {"code": "1", "silent": False, "user_expressions": {}, "allow_stdin": False}
        wrong = forged.msg("execute_request", dict(code, store_history=True))
        forged.send(self.client.shell_channel.socket, wrong)
        right = session.msg("execute_request", dict(code, store_history=True))
        frames = session.serialize(right)
        self.client.shell_channel.socket.send_multipart(frames)
        self.client.shell_channel.socket.send_multipart(frames)
        return {"wrong": wrong["header"]["msg_id"], "right": right["header"]["msg_id"]}

    # How it is done.

    def pump(self, wait):
        for channel in ("iopub", "stdin", "shell", "control"):
            while True:
                try:
                    get = getattr(self.client, f"get_{channel}_msg")
                    self.took(channel, get(timeout=wait if channel == "iopub" else 0))
                    wait = 0
                except queue.Empty:
                    break

    def took(self, channel, message):
        kept = {
            "channel": channel,
            "type": message["header"]["msg_type"],
            "id": message["header"]["msg_id"],
            "header": json.loads(json.dumps(message["header"], default=str)),
            "parent": message["parent_header"].get("msg_id", ""),
            "content": message["content"],
            "buffers": [list(bytes(b)) for b in message["buffers"]],
        }
        if channel in ("shell", "control"):
            self.replies[kept["parent"]] = kept["content"]
        else:
            self.messages.append(kept)


def main():
    client = Client()
    for line in sys.stdin:
        command = json.loads(line)
        try:
            answer = getattr(client, command.pop("do"))(**command)
        except Exception:
            answer = {"error": traceback.format_exc()}
        print(json.dumps(answer, default=str), flush=True)


main()
