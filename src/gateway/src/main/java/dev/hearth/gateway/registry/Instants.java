package dev.hearth.gateway.registry;

import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.mapper.ColumnMapper;

/**
 * Instants as {@code timestamp with time zone}, in microseconds, which is what both databases keep.
 * Jdbi's own way goes through {@link java.sql.Timestamp}, which means another instant during the
 * hour that a change to winter time repeats.
 */
final class Instants extends AbstractArgumentFactory<Instant> {

  private Instants() {
    super(Types.TIMESTAMP_WITH_TIMEZONE);
  }

  static Jdbi installOn(Jdbi jdbi) {
    ColumnMapper<Instant> mapper =
        (row, column, context) -> {
          OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
          return value == null ? null : value.toInstant();
        };
    return jdbi.registerArgument(new Instants()).registerColumnMapper(Instant.class, mapper);
  }

  @Override
  protected Argument build(Instant value, ConfigRegistry config) {
    OffsetDateTime stored = value.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    return (position, statement, context) -> statement.setObject(position, stored);
  }
}
