package dev.orgtable.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import org.slf4j.LoggerFactory;

/**
 * The least severe level that each library below may log, whatever the logging settings say. Below
 * these levels the libraries write raw requests, with their tokens, links and addresses. Our own
 * loggers do not, and are not restricted.
 */
final class LogFloors {

  private static final String OURS = "dev.orgtable";

  /** Logger name prefixes; the longest matching prefix applies. */
  private static final Map<String, Level> LOWEST =
      Map.of(
          Logger.ROOT_LOGGER_NAME,
          Level.INFO,
          // Tomcat logs requests that are not HTTP at INFO.
          "org.apache",
          Level.WARN,
          // Spring logs paths, parameters and bodies in warnings.
          "org.springframework.web",
          Level.ERROR);

  private LogFloors() {}

  /** Raises each level that is too low. */
  static void raise() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logs) {
      LOWEST.keySet().forEach(name -> raise(logs.getLogger(name), false));
      List.copyOf(logs.getLoggerList()).forEach(logger -> raise(logger, true));
    }
  }

  private static void raise(Logger logger, boolean onlyIfSet) {
    Level lowest = lowest(logger.getName());
    boolean isSet = logger.getLevel() != null || !onlyIfSet;
    if (isSet && !logger.getEffectiveLevel().isGreaterOrEqual(lowest)) {
      logger.setLevel(lowest);
    }
  }

  private static Level lowest(String logger) {
    return isBelow(logger, OURS)
        ? Level.TRACE
        : LOWEST.entrySet().stream()
            .filter(each -> isBelow(logger, each.getKey()))
            .max(
                Entry.comparingByKey((one, other) -> Integer.compare(one.length(), other.length())))
            .map(Entry::getValue)
            .orElse(Level.INFO);
  }

  private static boolean isBelow(String logger, String name) {
    return logger.equals(name) || logger.startsWith(name + ".");
  }
}
