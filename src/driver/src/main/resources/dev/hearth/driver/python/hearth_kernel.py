"""A stock ipykernel that shares the Spark session of the driver that started it."""

import importlib.util
import json
import os
import sys
import threading
import time


def end_with_parent():
    """The driver may be killed; nobody would end this process then."""
    parent = os.getppid()

    def watch():
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, name="hearth-parent", daemon=True).start()


class MissingSpark:
    """Stands for `spark` and `sc` where PySpark cannot be imported."""

    def __init__(self, name):
        object.__setattr__(self, "_name", name)

    def _refuse(self):
        __tracebackhide__ = True  # the user's line is what counts
        version = os.environ.get("HEARTH_SPARK_VERSION", "")
        raise ModuleNotFoundError(
            f"'{self._name}' needs PySpark {version}, which {sys.executable} cannot import. "
            f"Install it with '{sys.executable} -m pip install pyspark=={version}' and restart the "
            "kernel. Everything else of Python works.",
            name="pyspark",
        )

    def __getattr__(self, attribute):
        __tracebackhide__ = True
        if attribute.startswith("_"):
            raise AttributeError(attribute)  # looks of IPython's own
        self._refuse()

    def __call__(self, *arguments, **options):
        __tracebackhide__ = True
        self._refuse()

    def __repr__(self):
        return f"<{self._name}: PySpark is not installed>"


class SharedSpark:
    """The driver's session, reached through the Py4J gateway that the driver opened."""

    def __init__(self):
        from pyspark import SparkConf, SparkContext
        from pyspark.java_gateway import launch_gateway
        from pyspark.sql import SparkSession

        gateway = launch_gateway()  # connects to PYSPARK_GATEWAY_PORT
        jvm = gateway.jvm
        self.bridge = jvm.dev.hearth.driver.python.PythonBridge
        java_session = self.bridge.session(os.environ["HEARTH_SPARK_SESSION"])
        java_context = jvm.org.apache.spark.api.java.JavaSparkContext.fromSparkContext(
            java_session.sparkContext()
        )
        conf = SparkConf(_jvm=jvm, _jconf=java_context.getConf())
        self.context = SparkContext(gateway=gateway, jsc=java_context, conf=conf)
        self.session = SparkSession(self.context, java_session)

    def begin_cell(self, properties):
        """Jobs of this thread belong to the cell."""
        for name, value in properties.items():
            self.context.setLocalProperty(name, value)

    def rendered(self, frame, include=None, exclude=None):
        return json.loads(self.bridge.render(frame._jdf))

    def show_error(self, shell, kind, error, trace, tb_offset=None):
        """The Java side's cause in a line, instead of its stack."""
        short = RuntimeError(self.bridge.explain(error.java_exception))
        lines = shell.InteractiveTB.structured_traceback(RuntimeError, short, trace, tb_offset)
        shell._showtraceback(RuntimeError, short, lines)
        return lines


def share_spark(shell, kernel):
    if importlib.util.find_spec("pyspark") is None:
        shell.push({name: MissingSpark(name) for name in ("spark", "sc", "sql")}, interactive=False)
        return
    from py4j.protocol import Py4JJavaError

    shared = SharedSpark()
    names = {"spark": shared.session, "sc": shared.context, "sql": shared.session.sql}
    shell.push(names, interactive=False)

    def begin_cell():
        properties = kernel.get_parent("shell").get("metadata", {}).get("hearth", {})
        shared.begin_cell(properties)

    shell.events.register("pre_execute", begin_cell)
    shell.display_formatter.mimebundle_formatter.for_type_by_name(
        "pyspark.sql.dataframe", "DataFrame", shared.rendered
    )
    shell.set_custom_exc((Py4JJavaError,), shared.show_error)


def main():
    end_with_parent()
    sys.path[0] = ""  # the folder in which the session works, not that of this file
    import zmq
    from ipykernel.kernelapp import IPKernelApp

    class HearthKernelApp(IPKernelApp):
        def init_iopub(self, context):
            # By default, messages above a thousand that wait are dropped without a word.
            context.setsockopt(zmq.SNDHWM, 0)
            super().init_iopub(context)

    app = HearthKernelApp.instance()
    app.initialize(sys.argv[1:])
    share_spark(app.shell, app.kernel)
    app.start()


main()
