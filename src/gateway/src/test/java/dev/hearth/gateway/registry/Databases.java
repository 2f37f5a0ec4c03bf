package dev.hearth.gateway.registry;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;

/** The databases that every registry is tested on. */
public final class Databases {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private Databases() {}

  /** The embedded default, in a file of the folder. */
  public static RegistryDatabase h2(Path folder) {
    return RegistryDatabase.open(RegistryDatabase.fileUrl(folder), "", "", 4);
  }

  /**
   * A fresh database on a real PostgreSQL, which is started once and ends with the tests. Where it
   * cannot start, the test is skipped and says why.
   */
  public static RegistryDatabase postgres() {
    return RegistryDatabase.open(postgresUrl(), "postgres", "postgres", 4);
  }

  /** Of a fresh database, for the user {@code postgres} with the same password. */
  static String postgresUrl() {
    String name = "hearth" + NUMBER.incrementAndGet();
    try (Connection connection = Server.running().getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
      return Server.running().getJdbcUrl("postgres", name);
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot make a database on PostgreSQL", e);
    }
  }

  private static final class Server {
    private static EmbeddedPostgres postgres;
    private static Exception whyNot;

    static synchronized EmbeddedPostgres running() {
      if (postgres == null && whyNot == null) {
        try {
          postgres = EmbeddedPostgres.builder().start();
        } catch (Exception e) {
          whyNot = e;
        }
      }
      if (whyNot != null) {
        String reason = "SKIPPED: no PostgreSQL can be started here: " + whyNot;
        System.err.println(reason);
        Assumptions.abort(reason);
      }
      return postgres;
    }
  }
}
