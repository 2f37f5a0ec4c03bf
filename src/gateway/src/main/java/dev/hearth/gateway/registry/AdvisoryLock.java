package dev.hearth.gateway.registry;

import dev.hearth.gateway.error.Conflict;
import dev.hearth.gateway.error.Unavailable;
import dev.hearth.gateway.home.StandbyWait;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * A session-level advisory lock of PostgreSQL on the registry's schema, held on a connection of its
 * own; so it ends with the process, and with the connection. The connection must be one to the
 * database itself: a pooler that shares sessions between clients would share the lock.
 */
final class AdvisoryLock implements RegistryLock {
  private static final Logger LOG = Logger.getLogger(AdvisoryLock.class);

  /** Hearth's own, among the locks that others may take in the same database. */
  private static final int KEY = 0x48727468;

  private static final String TRY =
      "select pg_try_advisory_lock(" + KEY + ", hashtext(current_schema()))";

  /**
   * A server that hears nothing of a machine for 25 seconds takes its connection, and the lock, for
   * gone; by default it would wait for two hours.
   */
  private static final String NOTICE_A_VANISHED_MACHINE =
      "set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3";

  /** Looks and waits for an answer end before the server gives the lock to another gateway. */
  private static final int LOOK_EVERY_S = 5;

  private static final int LONGEST_ANSWER_MS = 10_000;

  private final Connection connection;
  private final String database;
  private final Runnable whenLost;
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "registry-lock");
            thread.setDaemon(true);
            return thread;
          });
  private volatile boolean released;

  private AdvisoryLock(Connection connection, String database, Runnable whenLost) {
    this.connection = connection;
    this.database = database;
    this.whenLost = whenLost;
    watch.scheduleWithFixedDelay(this::look, LOOK_EVERY_S, LOOK_EVERY_S, TimeUnit.SECONDS);
  }

  /** Whether this kind of lock is for that database. */
  static boolean guards(String url) {
    return url.startsWith("jdbc:postgresql:");
  }

  /**
   * @param standby whether to block while another gateway has it
   * @param whenLost called on a thread of its own when the connection broke, and with it the lock
   * @throws Conflict if another gateway has it, and this one is not to wait
   * @throws Unavailable if the database cannot be reached
   */
  static AdvisoryLock take(
      String url, String username, String password, boolean standby, Runnable whenLost) {
    String database = RegistryDatabase.withoutParameters(url);
    try {
      Connection connection = RegistryDatabase.connect(url, username, password);
      try {
        connection.setNetworkTimeout(Runnable::run, LONGEST_ANSWER_MS);
        try (Statement statement = connection.createStatement()) {
          statement.execute(NOTICE_A_VANISHED_MACHINE);
        }
        if (standby) {
          StandbyWait.until(
              () -> locked(connection),
              () -> "another gateway uses the registry " + database + ".");
        } else if (!locked(connection)) {
          throw new Conflict(
              "Another gateway already uses the registry "
                  + database
                  + ". Stop it, or choose another database with hearth.registry.url; or let this"
                  + " one wait for its end with HEARTH_STANDBY=true.");
        }
      } catch (SQLException | RuntimeException e) {
        connection.close();
        throw e;
      }
      return new AdvisoryLock(connection, database, whenLost);
    } catch (SQLException e) {
      throw new Unavailable(
          "The registry's database "
              + database
              + " cannot be locked: "
              + e.getMessage()
              + ". Check hearth.registry.url, its user and password, and that it runs.",
          e);
    }
  }

  private static boolean locked(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(TRY)) {
      return result.next() && result.getBoolean(1);
    }
  }

  private void look() {
    try (Statement statement = connection.createStatement()) {
      statement.execute("select 1");
    } catch (SQLException | RuntimeException e) {
      // Whatever it is: a lock that cannot be looked at is not held for sure.
      if (!released) {
        watch.shutdown();
        LOG.errorf(
            "The connection that holds the lock on the registry %s is lost (%s). Another gateway"
                + " may lead by now, so this one ends. Start it again; sessions run on.",
            database, e.getMessage());
        whenLost.run();
      }
    }
  }

  @Override
  public void close() {
    released = true;
    watch.shutdown();
    try {
      connection.close();
    } catch (SQLException e) {
      // It is gone then, and the lock with it.
      LOG.debugf(e, "The connection of the registry's lock was closed already");
    }
  }
}
