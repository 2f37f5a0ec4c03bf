package dev.hearth.gateway.team.identity;

import dev.hearth.gateway.error.Forbidden;
import dev.hearth.gateway.error.InvalidRequest;
import dev.hearth.gateway.error.NotFound;
import dev.hearth.gateway.team.Caller;
import dev.hearth.gateway.team.Evidence;
import dev.hearth.gateway.team.Membership;
import dev.hearth.gateway.team.Principal;
import dev.hearth.gateway.team.Role;
import dev.hearth.gateway.team.Scope;
import dev.hearth.gateway.team.TeamName;
import dev.hearth.gateway.team.audit.AuditAction;
import dev.hearth.gateway.team.audit.AuditEvent;
import dev.hearth.gateway.team.audit.AuditLog;
import dev.hearth.gateway.team.config.TeamDirectory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Access tokens by name: made, listed, revoked, and recognised. A user makes tokens for themselves,
 * an admin for anybody in the team, an operator for any team; none gives more than its maker has.
 * Safe from any thread; calls use the database.
 */
public final class NamedTokens implements Authenticator {
  static final String MODE = "tokens";

  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N} ._@-]{1,63}");
  private static final Pattern USER = Pattern.compile("[^\\p{Cntrl}\\s]{1,255}");

  private final NamedTokenTable table;
  private final TeamDirectory teams;
  private final Duration longest;
  private final AuditLog audit;
  private final Clock clock;

  NamedTokens(
      NamedTokenTable table, TeamDirectory teams, Duration longest, AuditLog audit, Clock clock) {
    this.table = table;
    this.teams = teams;
    this.longest = longest;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public String mode() {
    return MODE;
  }

  @Override
  public Optional<Caller> identify(Credential credential) {
    Optional<TokenText> text = TokenText.parse(credential.secret());
    Instant now = clock.instant();
    Optional<NamedToken> found =
        text.flatMap(token -> table.find(token.id()))
            .filter(token -> text.get().hasHash(token.hash()))
            .filter(token -> token.good(now));
    found.filter(token -> table.used(token.id(), now)).ifPresent(this::usedThisMinute);
    return found.map(this::caller);
  }

  private void usedThisMinute(NamedToken token) {
    audit.record(AuditEvent.of(AuditAction.TOKEN_USE).by(token.owner()).on(token.id()));
  }

  @Override
  public Optional<Caller> again(Caller caller) {
    return table
        .find(caller.evidence().id())
        .filter(token -> token.good(clock.instant()))
        .map(this::caller);
  }

  private Caller caller(NamedToken token) {
    boolean teamIsThere = teams.teams().find(token.owner().team()).isPresent();
    return new Caller(
        token.owner().user(),
        teamIsThere ? List.of(new Membership(token.owner().team(), token.role())) : List.of(),
        false,
        token.scope(),
        Evidence.of(MODE, token.id(), Optional.of(token.expiresAt())));
  }

  /**
   * What somebody wants of a new token; what is empty is as they are themselves.
   *
   * @param name for what it is
   * @param life from now
   */
  public record Wanted(
      String name,
      Optional<String> user,
      Optional<String> team,
      Optional<Role> role,
      Optional<Scope> scope,
      Optional<Duration> life) {}

  /**
   * A new token.
   *
   * @param secret the whole of it; never to be seen again
   */
  public record Made(NamedToken token, String secret) {
    @Override
    public String toString() {
      return token.toString();
    }
  }

  /**
   * @throws InvalidRequest if what is wanted cannot be, saying why
   * @throws Forbidden if it is more than the maker has
   */
  public Made make(Wanted wanted, Caller maker) {
    if (!NAME.matcher(wanted.name()).matches()) {
      throw new InvalidRequest(
          "'name' says for what the token is: up to 63 letters, digits, blanks and . _ @ -.");
    }
    Principal owner = owner(wanted, maker);
    Role role = wanted.role().orElse(Role.ANALYST);
    Scope scope = wanted.scope().orElse(Scope.FULL);
    requireRight(maker, owner, role, scope);
    Duration life = wanted.life().orElse(longest);
    if (life.isNegative() || life.isZero() || life.compareTo(longest) > 0) {
      throw new InvalidRequest(
          "A token's life is more than nothing and at most "
              + longest.toDays()
              + " days (hearth.auth.tokens.longest).");
    }
    TokenText text = TokenText.random();
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    NamedToken token =
        new NamedToken(
            text.id(),
            text.hash(),
            wanted.name(),
            owner,
            role,
            scope,
            maker.user(),
            now,
            end(now.plus(life), maker),
            Optional.empty(),
            Optional.empty(),
            Optional.of(maker.evidence().id()).filter(id -> maker.evidence().kind().equals(MODE)));
    audit.record(
        about(AuditAction.TOKEN_CREATE, token, maker)
            .with("role", role.wireName())
            .with("scope", scope.wireName()));
    table.add(token);
    return new Made(token, text.reveal());
  }

  /** A token made with another one ends with it at the latest. */
  private static Instant end(Instant wanted, Caller maker) {
    return maker
        .evidence()
        .expiresAt()
        .filter(end -> maker.evidence().kind().equals(MODE) && end.isBefore(wanted))
        .orElse(wanted);
  }

  private Principal owner(Wanted wanted, Caller maker) {
    String user = wanted.user().orElse(maker.user());
    if (!USER.matcher(user).matches()) {
      throw new InvalidRequest("'user' is a name of up to 255 characters without blanks.");
    }
    TeamName team =
        wanted.team().map(TeamName::new).orElseGet(() -> maker.principal(Optional.empty()).team());
    if (maker.operator() && teams.teams().find(team).isEmpty()) {
      throw new InvalidRequest(
          "There is no team " + team + ". Teams: " + String.join(", ", teamNames()) + ".");
    }
    return new Principal(user, team);
  }

  private List<String> teamNames() {
    return teams.teams().all().stream().map(team -> team.name().value()).toList();
  }

  private void requireRight(Caller maker, Principal owner, Role role, Scope scope) {
    boolean forThemselves = maker.owns(owner) && maker.is(role, owner.team());
    boolean asAdmin = maker.is(Role.ADMIN, owner.team()) && named(owner);
    if (!maker.operator() && !forThemselves && !asAdmin) {
      throw new Forbidden(
          "You can make tokens for yourself, in your teams and with your roles; an admin of a team"
              + " makes them for those whom the team's configuration names as users.");
    }
    if (scope == Scope.METRICS && !maker.operator()) {
      throw new Forbidden(
          "Tokens for metrics, which are of all teams, are the operator's to make.");
    }
  }

  /**
   * Whether the team's configuration names them: an admin must not make up users, who could be
   * somebody else's name in another team, nor act for who is only in a group.
   */
  private boolean named(Principal owner) {
    return teams.teams().of(owner.team()).members().stream()
        .anyMatch(member -> !member.group() && member.name().equals(owner.user()));
  }

  /** Those that somebody may know of: their own, those of teams whose admin they are, or all. */
  public List<NamedToken> list(Caller caller) {
    return table.all().stream().filter(token -> mayKnow(caller, token)).toList();
  }

  private static boolean mayKnow(Caller caller, NamedToken token) {
    return caller.operator()
        || caller.owns(token.owner())
        || caller.is(Role.ADMIN, token.owner().team());
  }

  /**
   * Ends a token for good, and those that were made with it; a no-op for one that has been revoked.
   *
   * @return the token as it was
   * @throws NotFound if there is none of that id that they may know of
   */
  public NamedToken revoke(String id, Caller caller) {
    NamedToken token =
        table
            .find(id)
            .filter(found -> mayKnow(caller, found))
            .orElseThrow(() -> new NotFound("There is no such token."));
    revoke(token, caller);
    return token;
  }

  /** What was made with it is no better than it. */
  private void revoke(NamedToken token, Caller caller) {
    audit.record(about(AuditAction.TOKEN_REVOKE, token, caller));
    table.revoke(token.id(), clock.instant());
    table.madeWith(token.id()).forEach(child -> revoke(child, caller));
  }

  private static AuditEvent about(AuditAction action, NamedToken token, Caller caller) {
    return AuditEvent.of(action)
        .inTeam(token.owner().team())
        .byUser(caller.user())
        .on(token.id())
        .with("of", token.owner().user());
  }
}
