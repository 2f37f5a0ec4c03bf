package dev.hearth.gateway.kernel.journal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;

/** The names of segment files: the number of the first record, so that they sort. */
final class SegmentFiles {
  private static final Pattern NAME = Pattern.compile("[0-9]{19}\\.log");

  private SegmentFiles() {}

  static Path path(Path folder, long first) {
    return folder.resolve(String.format("%019d.log", first));
  }

  /** Those that are there; none is opened. */
  static ConcurrentNavigableMap<Long, Segment> in(Path folder) throws IOException {
    ConcurrentNavigableMap<Long, Segment> found = new ConcurrentSkipListMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (NAME.matcher(name).matches()) {
          long first = Long.parseLong(name.substring(0, 19));
          found.put(first, new Segment(file, first, Files.size(file), null));
        }
      }
    }
    return found;
  }
}
