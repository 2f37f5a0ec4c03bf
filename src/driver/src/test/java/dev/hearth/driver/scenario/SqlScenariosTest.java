package dev.hearth.driver.scenario;

import dev.hearth.driver.display.Displays;
import dev.hearth.driver.kernel.Interpreter;
import dev.hearth.driver.kernel.InterpreterFactory;
import dev.hearth.driver.notebook.TestSpark;
import dev.hearth.driver.sql.SqlInterpreter;
import java.util.Optional;

class SqlScenariosTest extends KernelScenarios {

  @Override
  InterpreterFactory language() {
    return new InterpreterFactory() {
      @Override
      public Interpreter.Language language() {
        return SqlInterpreter.LANGUAGE;
      }

      @Override
      public Interpreter open() {
        return new SqlInterpreter(TestSpark.SESSION, Displays.standard());
      }
    };
  }

  @Override
  Snippets snippets() {
    return new Snippets(
        "select 6 * 7 as answer",
        "select * from nowhere_at_all",
        "select count(*) from range(0, 1000000000000000, 1, 2) where id % 7 = 8",
        "sel",
        "select",
        "select upper",
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
