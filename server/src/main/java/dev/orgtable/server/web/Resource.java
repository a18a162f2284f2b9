package dev.orgtable.server.web;

import dev.orgtable.Outcome;
import java.net.URI;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.springframework.http.ResponseEntity;

/**
 * Builds responses for a kind of resource that has a revision and an entity tag.
 *
 * @param name returns the name of a resource, for refusals
 * @param revision returns the revision of a resource
 * @param place returns the URL of a resource
 * @param body returns the response body of a resource
 */
public record Resource<T, B>(
    Function<T, String> name,
    ToLongFunction<T> revision,
    Function<T, URI> place,
    Function<T, B> body) {

  /** Returns the response to a {@code GET}. */
  public ResponseEntity<B> read(T found, Preconditions preconditions) {
    return preconditions.answer(name.apply(found), revision.applyAsLong(found), body.apply(found));
  }

  /** Returns the response to a {@code POST} that created a resource. */
  public Reply<B> created(T made) {
    return Reply.created(place.apply(made), tag(made), body.apply(made));
  }

  /** Returns the response to a {@code POST} that changed a resource: 202 if a job completes it. */
  public Reply<B> changed(Outcome<T> outcome) {
    return Reply.changed(outcome.job(), tag(outcome.value()), body.apply(outcome.value()));
  }

  /** Returns the response to a {@code PUT} or {@code PATCH}: 201 if it created the resource. */
  public ResponseEntity<B> stored(Outcome<T> outcome) {
    return outcome.effect() == Outcome.Effect.CREATED
        ? created(outcome.value()).response()
        : changed(outcome).response();
  }

  private String tag(T one) {
    return EntityTags.of(revision.applyAsLong(one));
  }
}
