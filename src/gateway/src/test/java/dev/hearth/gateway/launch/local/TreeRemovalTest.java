package dev.hearth.gateway.launch.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TreeRemovalTest {
  private static final int NOBODY = 65534;

  @TempDir Path temp;

  private Path tree(int owner) throws IOException {
    Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwx--x--x"));
    Path tree = temp.resolve("tree");
    List<Path> made = new ArrayList<>(List.of(tree));
    for (int folder = 0; folder < 20; folder++) {
      Path inner = Files.createDirectories(tree.resolve("folder-" + folder + "/inner"));
      made.addAll(List.of(inner.getParent(), inner));
      for (int file = 0; file < 20; file++) {
        made.add(Files.createFile(inner.resolve("file-" + file)));
      }
    }
    if (owner != Account.ROOT) {
      for (Path path : made) {
        Files.setAttribute(path, "unix:uid", owner, LinkOption.NOFOLLOW_LINKS);
      }
    }
    return tree;
  }

  @ParameterizedTest
  @ValueSource(ints = {Account.ROOT, NOBODY})
  void threadsThatRemoveTheSameTreeAtOnceDoNotDisturbEachOther(int owner) throws Exception {
    assumeTrue(
        owner == Account.ROOT || Account.ownUid().filter(uid -> uid == Account.ROOT).isPresent(),
        "SKIPPED: only root can give files to another account");
    for (int round = 0; round < 5; round++) {
      Path tree = tree(owner);
      CyclicBarrier start = new CyclicBarrier(3);
      List<CompletableFuture<Void>> removals = new ArrayList<>();
      for (int thread = 0; thread < 3; thread++) {
        removals.add(
            CompletableFuture.runAsync(
                () -> removeAfter(start, tree), task -> new Thread(task).start()));
      }
      removals.forEach(CompletableFuture::join);
      assertThat(tree).doesNotExist();
    }
  }

  private static void removeAfter(CyclicBarrier start, Path tree) {
    try {
      start.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    TreeRemoval.of(tree);
  }

  @Test
  void aLinkIsRemovedAndNotWhatItPointsTo() throws IOException {
    Path kept = Files.createFile(temp.resolve("kept"));
    Path tree = Files.createDirectory(temp.resolve("tree"));
    Files.createSymbolicLink(tree.resolve("link"), kept);
    TreeRemoval.of(tree);
    assertThat(tree).doesNotExist();
    assertThat(kept).exists();
  }
}
