package dev.orgtable.cli.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Files that contain table content or secrets: accessible to their owner only, whatever the umask.
 */
public final class OwnerFile {

  private static final Set<PosixFilePermission> PERMISSIONS =
      PosixFilePermissions.fromString("rw-------");

  private OwnerFile() {}

  /**
   * Creates a file and opens it for writing.
   *
   * @throws java.nio.file.FileAlreadyExistsException if it exists, even as a link
   */
  public static FileChannel create(Path file) throws IOException {
    boolean posix = isPosix(file);
    FileAttribute<?>[] attributes =
        posix
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PERMISSIONS)}
            : new FileAttribute<?>[0];
    FileChannel channel =
        FileChannel.open(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes);
    try {
      restrict(file);
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Removes access of everybody but the owner from an existing file. */
  static void restrict(Path file) throws IOException {
    if (isPosix(file)) {
      Files.setPosixFilePermissions(file, PERMISSIONS);
    }
  }

  /** Returns whether only the owner, and root, can read and write a file. */
  public static boolean isRestricted(Path file) throws IOException {
    return !isPosix(file) || PERMISSIONS.containsAll(Files.getPosixFilePermissions(file));
  }

  private static boolean isPosix(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
