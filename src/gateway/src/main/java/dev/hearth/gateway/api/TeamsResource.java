package dev.hearth.gateway.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.hearth.gateway.error.InvalidRequest;
import dev.hearth.gateway.error.NotFound;
import dev.hearth.gateway.error.TooLarge;
import dev.hearth.gateway.http.RequestBody;
import dev.hearth.gateway.http.Requester;
import dev.hearth.gateway.session.Sessions;
import dev.hearth.gateway.session.TeamUsage;
import dev.hearth.gateway.team.Caller;
import dev.hearth.gateway.team.Role;
import dev.hearth.gateway.team.config.Member;
import dev.hearth.gateway.team.config.Quota;
import dev.hearth.gateway.team.config.Team;
import dev.hearth.gateway.team.config.TeamDirectory;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The teams that a caller is in; all of them for an operator. */
@Path("/api/hearth/teams")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class TeamsResource {
  private final TeamDirectory directory;
  private final Sessions sessions;
  private final Requester requester;

  TeamsResource(TeamDirectory directory, Sessions sessions, Requester requester) {
    this.directory = directory;
    this.sessions = sessions;
    this.requester = requester;
  }

  /**
   * @param fault why what stands in the file of teams now is not in force; for operators, else
   *     {@code null}
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Teams(List<TeamView> teams, String fault) {}

  /**
   * A team as its members see it.
   *
   * @param role the caller's; {@code null} for an operator who is not in it
   * @param profiles empty: all
   * @param usage of the quota; {@code null} for a team that is only checked
   * @param members only for its leads and admins, and operators
   */
  @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TeamView(
      String name,
      String description,
      String role,
      String namespace,
      String virtualCluster,
      String executionRole,
      String serviceAccount,
      String image,
      List<String> profiles,
      String defaultProfile,
      String shareLevel,
      List<String> s3Prefixes,
      Limits quota,
      Limits userQuota,
      UsageView usage,
      List<MemberView> members) {

    static TeamView of(Team team, UsageView usage, Caller caller) {
      boolean seesMembers = caller.operator() || caller.is(Role.LEAD, team.name());
      return new TeamView(
          team.name().value(),
          team.description(),
          caller.role(team.name()).map(Role::wireName).orElse(null),
          team.placement().namespace(),
          team.placement().virtualCluster().orElse(null),
          team.placement().executionRole().orElse(null),
          team.placement().serviceAccount().orElse(null),
          team.placement().image().orElse(null),
          team.profiles().stream().sorted().toList(),
          team.defaultProfile().orElse(null),
          team.shareLevel().map(level -> level.wireName()).orElse(null),
          team.s3Prefixes(),
          Limits.of(team.quota()),
          Limits.of(team.userQuota()),
          usage,
          seesMembers ? team.members().stream().map(MemberView::of).toList() : null);
    }
  }

  /** What is {@code null} is not limited. */
  @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Limits(
      Integer sessions, Integer cores, Long memoryMib, Integer gpus, BigDecimal costPerDay) {
    static Limits of(Quota quota) {
      return new Limits(
          quota.sessions().orElse(null),
          quota.cores().orElse(null),
          quota.memoryMib().orElse(null),
          quota.gpus().orElse(null),
          quota.costPerDay().orElse(null));
    }
  }

  /** See {@link TeamUsage}. */
  @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
  public record UsageView(
      int sessions, int cores, long memoryMib, int gpus, BigDecimal costToday, int waiting) {
    static UsageView of(TeamUsage usage) {
      return new UsageView(
          usage.sessions(),
          usage.cores(),
          usage.memoryMib(),
          usage.gpus(),
          usage.costToday(),
          usage.waiting());
    }
  }

  /** Either a user or a group. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record MemberView(String user, String group, String role) {
    static MemberView of(Member member) {
      return new MemberView(
          member.group() ? null : member.name(),
          member.group() ? member.name() : null,
          member.role().wireName());
    }
  }

  @GET
  public Teams list() {
    Caller caller = requester.caller();
    List<TeamView> seen =
        directory.teams().all().stream()
            .filter(team -> mayKnow(caller, team))
            .map(team -> view(team, caller))
            .toList();
    return new Teams(seen, caller.operator() ? directory.fault().orElse(null) : null);
  }

  private TeamView view(Team team, Caller caller) {
    return TeamView.of(team, UsageView.of(sessions.usage(team.name())), caller);
  }

  private static boolean mayKnow(Caller caller, Team team) {
    return caller.operator() || caller.role(team.name()).isPresent();
  }

  @GET
  @Path("{name}")
  public TeamView get(@PathParam("name") String name) {
    Caller caller = requester.caller();
    return directory.teams().all().stream()
        .filter(team -> team.name().value().equals(name) && mayKnow(caller, team))
        .findFirst()
        .map(team -> view(team, caller))
        .orElseThrow(() -> new NotFound("There is no such team."));
  }

  /** Checks a file of teams without putting it in force, and answers with what it would mean. */
  @POST
  @Path("check")
  @Consumes(MediaType.WILDCARD)
  public Teams check(InputStream body) throws IOException {
    Caller caller = requester.caller();
    byte[] yaml = body.readNBytes(RequestBody.MOST_BYTES + 1);
    if (yaml.length > RequestBody.MOST_BYTES) {
      throw new TooLarge("The file has more than " + RequestBody.MOST_BYTES + " bytes.");
    }
    try {
      return new Teams(
          directory.check(new String(yaml, StandardCharsets.UTF_8)).all().stream()
              .map(team -> TeamView.of(team, null, caller))
              .toList(),
          null);
    } catch (IllegalArgumentException e) {
      throw new InvalidRequest(e.getMessage(), e);
    }
  }
}
