package dev.hearth.gateway.launch.local;

import dev.hearth.gateway.error.Unavailable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;

/**
 * Removes folders of sessions, not following links. What belongs to another account is removed with
 * that account's powers: whoever owns a folder could put a link in the place of a part of it while
 * root walks through.
 */
final class TreeRemoval extends SimpleFileVisitor<Path> {
  /** Also what its owner has locked. Only what lies in the folder, which is in a folder of ours. */
  private static final String EMPTY_IT =
      "chmod -R u+rwX \"$1\" && exec find \"$1\" -mindepth 1 -delete";

  /** How often it is tried in all, and how long to wait before the next time. */
  private static final int ATTEMPTS = 5;

  private static final int PAUSE_MILLIS = 200;

  private final boolean weAreRoot = Account.ownUid().equals(Optional.of(Account.ROOT));

  private TreeRemoval() {}

  /**
   * Removes it, if it is there. Another thread may be removing the same, and a process that is just
   * being killed may still write there: what fails is tried again for about a second.
   */
  static void of(Path tree) {
    for (int attempt = 1; Files.exists(tree, LinkOption.NOFOLLOW_LINKS); attempt++) {
      try {
        Files.walkFileTree(tree, new TreeRemoval());
        return;
      } catch (IOException e) {
        giveUpAfter(attempt, new UncheckedIOException("Cannot remove " + tree, e));
      } catch (UncheckedIOException | Unavailable e) {
        giveUpAfter(attempt, e);
      }
    }
  }

  private static void giveUpAfter(int attempt, RuntimeException failure) {
    if (attempt == ATTEMPTS) {
      throw failure;
    }
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure;
    }
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
      throws IOException {
    if (!weAreRoot || Account.ownerOf(folder) == Account.ROOT) {
      return FileVisitResult.CONTINUE;
    }
    SetPriv setPriv = SetPriv.find("");
    SetPriv.Said said =
        setPriv.run(
            setPriv.as(Account.ownerOf(folder), Account.groupOf(folder)),
            List.of("/bin/sh", "-c", EMPTY_IT, "hearth-clean", folder.toString()));
    if (said.code() != 0) {
      throw new Unavailable(folder + " cannot be emptied as its owner: " + said.text());
    }
    Files.deleteIfExists(folder);
    return FileVisitResult.SKIP_SUBTREE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
    Files.deleteIfExists(file);
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
    if (failure instanceof NoSuchFileException) {
      // Removed by somebody else meanwhile, which is just as well.
      return FileVisitResult.CONTINUE;
    }
    throw failure;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
    if (failure != null) {
      throw failure;
    }
    Files.deleteIfExists(folder);
    return FileVisitResult.CONTINUE;
  }
}
