package dev.hearth.driver.output;

import java.io.PrintStream;

/** Which of the two standard streams. */
enum StandardStream {
  OUT {
    @Override
    boolean offer(OutputSink sink, String text) {
      return sink.stdout(text);
    }

    @Override
    PrintStream current() {
      return System.out;
    }
  },
  ERR {
    @Override
    boolean offer(OutputSink sink, String text) {
      return sink.stderr(text);
    }

    @Override
    PrintStream current() {
      return System.err;
    }
  };

  abstract boolean offer(OutputSink sink, String text);

  /** What the process prints to now. */
  abstract PrintStream current();
}
