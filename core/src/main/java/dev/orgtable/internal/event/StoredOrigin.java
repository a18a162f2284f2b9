package dev.orgtable.internal.event;

import dev.orgtable.InvalidInput;
import dev.orgtable.JobId;
import dev.orgtable.event.Actor;
import dev.orgtable.event.Cause;
import dev.orgtable.event.Origin;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Who makes changes, and why, as maps of attributes: of an event, and of a job. */
public final class StoredOrigin {

  private static final Pattern KINDS = Pattern.compile("[a-z][a-z_]{0,31}");

  private static final String KIND = "kind";
  private static final String ID = "id";
  private static final String ACTING_FOR = "for";
  private static final String REQUEST = "request";
  private static final String IDEMPOTENCY_KEY = "idempotencyKey";
  private static final String JOB = "job";

  private static final AttributeValue OF_LIBRARY = AttributeValue.fromM(map(Actor.LIBRARY));

  private StoredOrigin() {}

  static AttributeValue of(Actor actor) {
    return actor.equals(Actor.LIBRARY) ? OF_LIBRARY : AttributeValue.fromM(map(actor));
  }

  private static Map<String, AttributeValue> map(Actor actor) {
    Map<String, AttributeValue> stored = new LinkedHashMap<>();
    stored.put(KIND, AttributeValue.fromS(actor.kind().text()));
    Texts.put(stored, ID, actor.id().isEmpty() ? null : actor.id());
    Texts.put(stored, ACTING_FOR, actor.actingFor());
    return stored;
  }

  static Map<String, AttributeValue> of(Cause cause) {
    if (cause.equals(Cause.NONE)) {
      return Map.of();
    }
    Map<String, AttributeValue> stored = new LinkedHashMap<>();
    Texts.put(stored, REQUEST, cause.request());
    Texts.put(stored, IDEMPOTENCY_KEY, cause.idempotencyKey());
    JobId job = cause.job();
    Texts.put(stored, JOB, job == null ? null : job.value());
    return stored;
  }

  /** Returns an actor, also of a kind of a newer version; empty if it is not valid. */
  static Optional<Actor> actor(AttributeValue stored) {
    String id = Objects.requireNonNullElse(Texts.get(stored.m(), ID), "");
    String other = Texts.get(stored.m(), ACTING_FOR);
    String text = Objects.requireNonNullElse(Texts.get(stored.m(), KIND), "");
    Optional<Actor.Kind> kind = Actor.Kind.of(text);
    if (kind.isEmpty() && KINDS.matcher(text).matches()) {
      return Texts.parse(text + ":" + id, all -> new Actor(Actor.Kind.OTHER, all, other));
    }
    return kind.flatMap(known -> Texts.parse(id, all -> new Actor(known, all, other)));
  }

  /** Returns a cause; empty if it is not valid. */
  static Optional<Cause> cause(AttributeValue stored) {
    String job = Texts.get(stored.m(), JOB);
    try {
      return Optional.of(
          new Cause(
              Texts.get(stored.m(), REQUEST),
              Texts.get(stored.m(), IDEMPOTENCY_KEY),
              job == null ? null : new JobId(job)));
    } catch (InvalidInput e) {
      return Optional.empty();
    }
  }

  /** Returns what a job keeps of who starts it; null if nobody is known. */
  public static @Nullable AttributeValue ofJob(Origin origin) {
    if (origin.actor().kind() == Actor.Kind.LIBRARY) {
      return null;
    }
    Map<String, AttributeValue> stored = map(origin.actor());
    Texts.put(stored, REQUEST, origin.cause().request());
    return AttributeValue.fromM(stored);
  }

  /** Returns the origin of what a job changes: who started it; if nobody is known, the job. */
  public static Origin ofJob(JobId job, @Nullable AttributeValue startedBy) {
    Actor alone = new Actor(Actor.Kind.JOB, job.value());
    if (startedBy == null) {
      return new Origin(alone, new Cause(null, null, job));
    }
    String request = cause(startedBy).map(Cause::request).orElse(null);
    return new Origin(actor(startedBy).orElse(alone), new Cause(request, null, job));
  }
}
