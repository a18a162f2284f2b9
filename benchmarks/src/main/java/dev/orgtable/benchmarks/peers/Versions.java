package dev.orgtable.benchmarks.peers;

import dev.orgtable.benchmarks.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The versions of what is compared, for the page. */
record Versions(String keycloak, String betterAuth, String postgres, String node) {

  private static final Pattern VERSION = Pattern.compile("(\\d+(?:\\.\\d+)+)");
  private static final Pattern OF_PACKAGE = Pattern.compile("\"version\": *\"([^\"]+)\"");

  /** Reads the versions of what is installed. */
  static Versions of(Setup setup) throws IOException {
    Path keycloak = setup.directory().resolve("keycloak/version.txt");
    Path betterAuth =
        setup.directory().resolve("better-auth/node_modules/better-auth/package.json");
    return new Versions(
        first(VERSION, Files.readString(keycloak)),
        first(OF_PACKAGE, Files.readString(betterAuth)),
        said("psql"),
        said("node"));
  }

  private static String said(String program) throws IOException {
    try (Child child = Child.command(List.of(program, "--version"))) {
      return first(VERSION, child.after(""));
    }
  }

  private static String first(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    return found.find() ? found.group(1) : "?";
  }
}
