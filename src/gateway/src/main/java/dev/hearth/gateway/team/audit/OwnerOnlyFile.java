package dev.hearth.gateway.team.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that only their owner can read. */
final class OwnerOnlyFile {
  private OwnerOnlyFile() {}

  /** Opens a file to write at its end; makes it if it is not there, and then lasting. */
  static FileChannel open(Path file) throws IOException {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] attributes =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    FileChannel channel =
        FileChannel.open(
            file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), attributes);
    channel.position(channel.size());
    if (posix && channel.size() == 0) {
      forceFolder(file.toAbsolutePath().getParent());
    }
    return channel;
  }

  /** So that the file's name survives a power failure. */
  static void forceFolder(Path folder) throws IOException {
    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  /** Writes all at the end and forces it to the disk; what is written in part is taken back. */
  static void append(FileChannel channel, byte[] bytes) throws IOException {
    long end = channel.size();
    channel.position(end);
    ByteBuffer left = ByteBuffer.wrap(bytes);
    try {
      while (left.hasRemaining()) {
        channel.write(left);
      }
      channel.force(false);
    } catch (IOException e) {
      channel.truncate(end);
      throw e;
    }
  }
}
