"""jupyter_kernel_test with what it must know of Hearth's languages."""
import unittest

import jupyter_kernel_test
from jupyter_client.manager import start_new_kernel


class Hearth(jupyter_kernel_test.KernelTests):
    ready = ""

    @classmethod
    def setUpClass(cls):
        cls.km, cls.kc = start_new_kernel(kernel_name=cls.kernel_name, startup_timeout=180)
        cls.kc.execute_interactive(cls.ready, output_hook=lambda message: None, timeout=180)


class ScalaTests(Hearth):
    kernel_name = "scala"
    language_name = "scala"
    file_extension = ".scala"
    ready = "1"
    code_hello_world = 'println("hello, world")'
    code_stderr = 'System.err.println("oops")'
    completion_samples = [{"text": "List(1).headOp", "matches": {"headOption"}}]
    complete_code_samples = ["val x = 1", "def f(x: Int) = x + 1"]
    incomplete_code_samples = ["def f(x: Int) = {", 'val s = """']
    invalid_code_samples = ["val val"]
    code_generate_error = "1 / 0"
    code_execute_result = [{"code": "6 * 7", "mime": "text/plain"}]
    code_display_data = [{"code": 'html("<b>x</b>")', "mime": "text/html"}]
    code_inspect_sample = "println"
    supported_history_operations = ("tail", "range", "search")
    code_history_pattern = "6*"


class SqlTests(Hearth):
    kernel_name = "sql"
    language_name = "sql"
    file_extension = ".sql"
    ready = "select 1"
    completion_samples = [{"text": "selec"}]
    code_generate_error = "select nothing from nowhere"
    code_execute_result = [{"code": "select 6 * 7 as answer", "mime": "text/html"}]
    supported_history_operations = ("tail", "range", "search")
    code_history_pattern = "select 6*"


class PysparkTests(Hearth):
    kernel_name = "pyspark"
    language_name = "python"
    file_extension = ".py"
    ready = "1"
    code_hello_world = "print('hello, world')"
    code_stderr = "import sys; print('oops', file=sys.stderr)"
    completion_samples = [{"text": "zi", "matches": {"zip"}}]
    complete_code_samples = ["1", "print('hello')"]
    incomplete_code_samples = ["def f():", "x = [1,"]
    invalid_code_samples = ["import = 7q"]
    code_page_something = "zip?"
    code_generate_error = "raise ValueError('mishap')"
    code_execute_result = [{"code": "6 * 7", "result": "42"}]
    code_display_data = [
        {"code": "from IPython.display import HTML, display; display(HTML('<b>x</b>'))",
         "mime": "text/html"}
    ]
    code_inspect_sample = "zip"
    supported_history_operations = ("tail", "range", "search")
    code_history_pattern = "6 *"
    code_clear_output = "from IPython.display import clear_output; clear_output()"


del Hearth

if __name__ == "__main__":
    unittest.main()
