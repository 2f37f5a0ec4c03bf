package dev.hearth.gateway.registry;

import dev.hearth.gateway.error.Unavailable;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;

/**
 * The registry's database, open and at the newest schema. Safe from any thread; calls block, so
 * they have no place on an event loop.
 */
public final class RegistryDatabase implements AutoCloseable {
  private static final Duration LONGEST_WAIT_FOR_A_CONNECTION = Duration.ofSeconds(10);

  private final AgroalDataSource pool;
  private final Jdbi jdbi;

  private RegistryDatabase(AgroalDataSource pool) {
    this.pool = pool;
    this.jdbi = Instants.installOn(Jdbi.create(pool));
  }

  /**
   * The URL of the embedded default: a file in the given folder. A commit is written before it
   * returns (no write delay), so that it survives when the gateway is killed.
   */
  static String fileUrl(Path folder) {
    return "jdbc:h2:file:" + folder.resolve("hearth") + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
  }

  /**
   * @throws Unavailable if it cannot be reached or its schema is not ours
   */
  public static RegistryDatabase open(
      String url, String username, String password, int maxConnections) {
    AgroalDataSource pool = pool(url, username, password, maxConnections);
    try {
      Flyway.configure().dataSource(pool).locations("classpath:db/migration").load().migrate();
    } catch (FlywayException e) {
      pool.close();
      throw new Unavailable(
          "The registry's database "
              + withoutParameters(url)
              + " cannot be opened: "
              + rootMessage(e)
              + ". Check hearth.registry.url, its user and password, and that it runs.",
          e);
    }
    return new RegistryDatabase(pool);
  }

  private static AgroalDataSource pool(
      String url, String username, String password, int maxConnections) {
    try {
      return AgroalDataSource.from(
          new AgroalDataSourceConfigurationSupplier()
              .connectionPoolConfiguration(
                  connections ->
                      connections
                          .maxSize(maxConnections)
                          .acquisitionTimeout(LONGEST_WAIT_FOR_A_CONNECTION)
                          .exceptionSorter(RegistryDatabase::isOfTheConnection)
                          .connectionFactoryConfiguration(
                              connection ->
                                  connection
                                      .connectionProviderClass(driver(url))
                                      .jdbcUrl(url)
                                      .principal(new NamePrincipal(username))
                                      .credential(new SimplePassword(password)))));
    } catch (SQLException e) {
      throw new Unavailable("No connection pool for " + withoutParameters(url), e);
    }
  }

  /**
   * Whether a connection is of no more use; the pool replaces it then. SQL's classes 08
   * (connection) and 57P (PostgreSQL is shut down, or has ended this connection).
   */
  private static boolean isOfTheConnection(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    return state.startsWith("08") || state.startsWith("57P");
  }

  /**
   * Named, for the list of drivers that the JVM keeps depends on who asked for it first.
   *
   * @throws IllegalStateException if the driver is not on the class path
   */
  private static Class<?> driver(String url) {
    String name = url.startsWith("jdbc:postgresql:") ? "org.postgresql.Driver" : "org.h2.Driver";
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(name + " is not on the class path", e);
    }
  }

  /** One connection beside the pool's, named in the server's lists. */
  static Connection connect(String url, String username, String password) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", username);
    properties.setProperty("password", password);
    properties.setProperty("ApplicationName", "hearth-lock");
    try {
      return driver(url)
          .asSubclass(Driver.class)
          .getConstructor()
          .newInstance()
          .connect(url, properties);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("The JDBC driver for " + withoutParameters(url), e);
    }
  }

  /** Parameters of a URL may hold a password. */
  static String withoutParameters(String url) {
    return url.split("[?;]", 2)[0];
  }

  private static String rootMessage(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage()).lines().findFirst().orElse("no reason given");
  }

  public Jdbi jdbi() {
    return jdbi;
  }

  @Override
  public void close() {
    pool.close();
  }
}
