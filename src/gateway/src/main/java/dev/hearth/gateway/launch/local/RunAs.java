package dev.hearth.gateway.launch.local;

import dev.hearth.gateway.error.InvalidRequest;
import dev.hearth.gateway.error.Unavailable;
import dev.hearth.gateway.team.TeamName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Under which account of the operating system each session's driver runs: one for all, or one per
 * user or team. Makes no accounts. Safe from any thread.
 */
final class RunAs {
  static final String KEY = "hearth.launch.local.run-as";

  private static final String USER = "{user}";
  private static final String TEAM = "{team}";
  private static final Pattern SAFE = Pattern.compile("[a-z0-9_-]+");

  /** Prints the first of its arguments that cannot be read. */
  private static final String FIRST_UNREADABLE =
      "for path; do test -r \"$path\" || { printf %s \"$path\"; exit 1; }; done";

  private final String template;
  private final Function<String, Optional<Account>> accounts;
  private final SetPriv setPriv;

  /**
   * @param template a name, or one with {@code {user}} and {@code {team}} in it
   * @param ownUid of the gateway
   * @param accounts looks an account up by its name
   * @param setPriv throws {@link Unavailable} if it is not there
   * @throws InvalidRequest if the template is none
   * @throws Unavailable if the gateway cannot do that, with the fix
   */
  RunAs(
      String template,
      Optional<Integer> ownUid,
      Function<String, Optional<Account>> accounts,
      Supplier<SetPriv> setPriv) {
    this.template = template;
    this.accounts = accounts;
    if (!SAFE.matcher(filled("a", "a")).matches()) {
      throw new InvalidRequest(
          KEY
              + " is '"
              + template
              + "'; expected the name of an account, such as hearth-drivers, or one with {user} or"
              + " {team} in it, such as hearth-{user}, in lower case.");
    }
    if (!ownUid.equals(Optional.of(Account.ROOT))) {
      throw new Unavailable(
          KEY
              + " is set, but only a gateway that runs as root on Linux can start drivers under"
              + " other accounts. Start it as root, or unset the key.");
    }
    this.setPriv = setPriv.get();
    if (filled("a", "a").equals(template)) {
      account(template);
    }
  }

  /** As configured, on this machine. */
  static Optional<RunAs> of(Optional<String> template, String path) {
    return template.map(
        configured ->
            new RunAs(configured, Account.ownUid(), Account::named, () -> SetPriv.find(path)));
  }

  private String filled(String user, String team) {
    return template.replace(USER, user).replace(TEAM, team);
  }

  /**
   * The account for a user's session.
   *
   * @throws Unavailable if there is none that may be used, with the fix
   */
  Account account(String user, TeamName team) {
    if (template.contains(USER) && !SAFE.matcher(user).matches()) {
      throw new Unavailable(
          "The user '"
              + user
              + "' has no account of the operating system: for "
              + KEY
              + " = "
              + template
              + " a user's name may have lower-case letters, digits, - and _ only. Sign in under"
              + " another name, or have the key name one account for all.");
    }
    return account(filled(user, team.value()));
  }

  private Account account(String name) {
    Account account =
        accounts
            .apply(name)
            .orElseThrow(
                () ->
                    new Unavailable(
                        "There is no account '"
                            + name
                            + "' on this machine, under which the session's driver shall run ("
                            + KEY
                            + " = "
                            + template
                            + "). Make it, e.g. with 'useradd --system "
                            + name
                            + "', or change the key."));
    if (account.uid() == Account.ROOT) {
      throw new Unavailable(
          "Drivers never run as root, which is what "
              + KEY
              + " = "
              + template
              + " comes to (account '"
              + name
              + "', user id 0). Name another account.");
    }
    return account;
  }

  /** What the command line of its driver begins with. */
  List<String> prefix(Account account) {
    return setPriv.as(account);
  }

  /**
   * @throws Unavailable if the account cannot read all of these files and folders; names the first
   */
  void requireReadable(Account account, List<Path> paths) {
    List<String> command =
        new ArrayList<>(List.of("/bin/sh", "-c", FIRST_UNREADABLE, "hearth-look"));
    paths.forEach(path -> command.add(path.toString()));
    SetPriv.Said said = setPriv.run(setPriv.as(account), command);
    if (said.code() != 0) {
      throw new Unavailable(
          "The account '"
              + account.name()
              + "', under which the session's driver shall run ("
              + KEY
              + "), cannot read "
              + said.text()
              + ". All folders above it must let others through (chmod o+x), or it must lie"
              + " elsewhere: HEARTH_HOME, such as /var/lib/hearth, and HEARTH_DRIVER_DIST, such as"
              + " /opt/hearth, say where.");
    }
  }
}
