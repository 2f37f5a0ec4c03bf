package dev.hearth.e2e.scenario;

import java.util.Optional;

class SqlScenariosTest extends KernelScenarios {

  @Override
  Snippets snippets() {
    return new Snippets(
        "sql",
        "sql",
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
