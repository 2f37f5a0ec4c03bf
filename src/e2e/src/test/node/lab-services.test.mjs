// JupyterLab's own client library, @jupyterlab/services, against a gateway whose address is in
// HEARTH_URL and HEARTH_TOKEN. Kernel `echo` needs no Spark; `scala` has everything.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, describe, it } from 'node:test';

const require = createRequire(import.meta.url);
const { KernelManager, KernelSpecManager, ServerConnection, SessionManager } = require(
  '@jupyterlab/services'
);
const WebSocket = require('ws');

/** The library's legacy framing is what it falls back to when a server chooses no sub-protocol. */
class LegacySocket extends WebSocket {
  constructor(url) {
    super(url);
  }
}

const settings = (socket = WebSocket) =>
  ServerConnection.makeSettings({
    baseUrl: process.env.HEARTH_URL + '/',
    wsUrl: process.env.HEARTH_URL.replace(/^http/, 'ws') + '/',
    token: process.env.HEARTH_TOKEN,
    appendToken: true,
    WebSocket: socket,
    fetch,
    Headers,
    Request
  });

const until = async (what, holds, seconds = 60) => {
  const end = Date.now() + seconds * 1000;
  while (!holds()) {
    assert.ok(Date.now() < end, `waited for ${what} in vain`);
    await new Promise(resolve => setTimeout(resolve, 20));
  }
};

/** Runs a cell and returns its reply and what it sent meanwhile. */
const run = async (kernel, code, options = {}) => {
  const future = kernel.requestExecute({ code, ...options });
  const outputs = [];
  future.onIOPub = message => outputs.push(message);
  const reply = await future.done;
  return { reply: reply.content, outputs };
};

const text = outputs =>
  outputs
    .filter(message => message.header.msg_type === 'stream')
    .map(message => message.content.text)
    .join('');

describe('kernelspecs', () => {
  it('are complete enough for the library to keep them', async () => {
    const specs = new KernelSpecManager({ serverSettings: settings() });
    await specs.ready;
    assert.equal(specs.specs.default, 'scala');
    assert.deepEqual(Object.keys(specs.specs.kernelspecs).sort(), [
      'echo',
      'pyspark',
      'scala',
      'sql'
    ]);
    for (const spec of Object.values(specs.specs.kernelspecs)) {
      assert.ok(spec.resources['logo-svg'].includes('/kernelspecs/'));
    }
    specs.dispose();
  });
});

for (const [framing, socket] of [
  ['v1', WebSocket],
  ['legacy', LegacySocket]
]) {
  describe(`a kernel, ${framing} framing`, () => {
    let manager;
    let kernel;

    before(async () => {
      manager = new KernelManager({ serverSettings: settings(socket) });
      await manager.ready;
      kernel = await manager.startNew({ name: 'scala' });
      await run(kernel, 'val ready = 1');
    });

    after(async () => {
      await kernel.shutdown();
      manager.dispose();
    });

    it('describes itself', async () => {
      const info = await kernel.info;
      assert.equal(info.language_info.name, 'scala');
    });

    it('runs cells and says what it is doing', async () => {
      const states = [];
      const listen = (_, status) => states.push(status);
      kernel.statusChanged.connect(listen);
      const { reply, outputs } = await run(kernel, 'println("hello"); 6 * 7');
      await until('the kernel to be idle', () => states.includes('idle'));
      kernel.statusChanged.disconnect(listen);
      assert.equal(reply.status, 'ok');
      assert.equal(text(outputs), 'hello\n');
      const result = outputs.find(message => message.header.msg_type === 'execute_result');
      assert.match(result.content.data['text/plain'], /42/);
      assert.deepEqual(states, ['busy', 'idle']);
    });

    it('fails a cell with its error', async () => {
      const { reply } = await run(kernel, '1 / 0');
      assert.equal(reply.status, 'error');
      assert.match(reply.ename, /ArithmeticException/);
    });

    it('answers what editors ask', async () => {
      await run(kernel, 'val number = 1');
      const completion = await kernel.requestComplete({ code: 'numb', cursor_pos: 4 });
      assert.ok(completion.content.matches.includes('number'));
      const inspection = await kernel.requestInspect({
        code: 'number',
        cursor_pos: 6,
        detail_level: 0
      });
      assert.ok(inspection.content.found);
      const complete = await kernel.requestIsComplete({ code: 'def f = {' });
      assert.equal(complete.content.status, 'incomplete');
      const history = await kernel.requestHistory({
        output: false,
        raw: true,
        hist_access_type: 'tail',
        n: 5
      });
      assert.ok(history.content.history.length > 0);
      const comms = await kernel.requestCommInfo({});
      assert.equal(comms.content.status, 'ok');
    });

    it('asks its user', async () => {
      const future = kernel.requestExecute({
        code: 'println("Hello " + scala.io.StdIn.readLine())',
        allow_stdin: true
      });
      const outputs = [];
      future.onIOPub = message => outputs.push(message);
      future.onStdin = message => {
        assert.equal(message.header.msg_type, 'input_request');
        future.sendInputReply({ status: 'ok', value: 'Ada' }, message.header);
      };
      await future.done;
      assert.match(text(outputs), /Hello Ada/);
    });

    it('is interrupted', async () => {
      const future = kernel.requestExecute({ code: 'println("going"); while (true) Thread.sleep(10)' });
      let going = false;
      future.onIOPub = message => (going ||= message.header.msg_type === 'stream');
      await until('the cell to run', () => going);
      await kernel.interrupt();
      const reply = await future.done;
      assert.equal(reply.content.status, 'error');
    });

    it('has comms, with buffers where the framing carries them', async () => {
      await run(
        kernel,
        'comms.register("mirror", (comm, opening) =>' +
          ' comm.onMessage(m => comm.send(Map("x" -> m.get("x")), m.buffers.get(0))))'
      );
      const comm = kernel.createComm('mirror');
      const answers = [];
      comm.onMsg = message => answers.push(message);
      await comm.open({}).done;
      await comm.send({ x: 1 }, {}, [new Uint8Array([0, 1, 254, 255]).buffer]).done;
      await until('the answer', () => answers.length > 0);
      assert.equal(answers[0].content.data.x, 1);
      const bytes = new Uint8Array(answers[0].buffers[0].buffer ?? answers[0].buffers[0]);
      assert.deepEqual([...bytes.slice(-4)], [0, 1, 254, 255]);
      await comm.close({}).done;
    });

    it('restarts under its id', async () => {
      const id = kernel.id;
      await run(kernel, 'val forgotten = 1');
      await kernel.restart();
      const { reply } = await run(kernel, 'forgotten');
      assert.equal(kernel.id, id);
      assert.equal(reply.status, 'error');
    });

    it('is seen as running when another client connects in mid-cell', async () => {
      const future = kernel.requestExecute({ code: 'println("going"); Thread.sleep(3000)' });
      let going = false;
      future.onIOPub = message => (going ||= message.header.msg_type === 'stream');
      await until('the cell to run', () => going);
      const other = manager.connectTo({ model: kernel.model });
      await until('the other client to know', () => other.status === 'busy');
      await future.done;
      await until('the other client to know of the end', () => other.status === 'idle');
      other.dispose();
    });
  });
}

describe('sessions', () => {
  let manager;

  before(async () => {
    const kernelManager = new KernelManager({ serverSettings: settings() });
    manager = new SessionManager({ serverSettings: settings(), kernelManager });
    await manager.ready;
  });

  after(async () => {
    await manager.shutdownAll();
    manager.dispose();
  });

  it('are started, found, renamed, given another kernel, and shut down', async () => {
    const session = await manager.startNew({
      path: 'a.ipynb',
      name: 'a.ipynb',
      type: 'notebook',
      kernel: { name: 'echo' }
    });
    const first = session.kernel.id;
    assert.equal((await manager.findByPath('a.ipynb')).id, session.id);
    assert.equal((await manager.findById(session.id)).path, 'a.ipynb');

    await session.setPath('b.ipynb');
    await session.setName('b');
    await manager.refreshRunning();
    assert.equal((await manager.findByPath('b.ipynb')).name, 'b');

    await session.changeKernel({ name: 'echo' });
    assert.notEqual(session.kernel.id, first);
    const { reply } = await run(session.kernel, 'hello');
    assert.equal(reply.execution_count, 1);

    await session.shutdown();
    await manager.refreshRunning();
    assert.equal(await manager.findByPath('b.ipynb'), undefined);
  });

  it('refuse a kernel that does not exist, saying which there are', async () => {
    await assert.rejects(
      manager.startNew({
        path: 'c.ipynb',
        name: 'c.ipynb',
        type: 'notebook',
        kernel: { name: 'nowhere' }
      }),
      error => /scala/.test(error.message)
    );
  });
});

describe('the end of a kernel', () => {
  it('is noticed by its client', async () => {
    const manager = new KernelManager({ serverSettings: settings() });
    await manager.ready;
    const kernel = await manager.startNew({ name: 'echo' });
    await run(kernel, 'hello');
    await manager.shutdown(kernel.id);
    await until('the client to notice', () => kernel.status === 'dead' || kernel.isDisposed);
    manager.dispose();
  });
});
