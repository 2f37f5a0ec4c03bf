package dev.hearth.onboarding;

import dev.hearth.client.Failure;
import dev.hearth.gateway.team.config.TeamFile;
import dev.hearth.gateway.team.config.Teams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The file of teams, as the gateway reads it. */
final class TeamsOfFile {
  private TeamsOfFile() {}

  /**
   * @throws Failure if it is not there or wrong, naming the key and the fix
   */
  static Teams read(Path file) {
    try {
      return TeamFile.parse(Files.readString(file));
    } catch (NoSuchFileException e) {
      throw Failure.usage("there is no file " + file, "Say the path of a file of teams.");
    } catch (IOException e) {
      throw Failure.usage("cannot read " + file + ": " + e.getMessage(), "May you read it?");
    } catch (IllegalArgumentException e) {
      throw Failure.usage("in " + file + ": " + e.getMessage(), "");
    }
  }
}
