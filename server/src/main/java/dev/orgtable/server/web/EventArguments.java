package dev.orgtable.server.web;

import dev.orgtable.InvalidInput;
import dev.orgtable.UserId;
import dev.orgtable.event.Actor;
import dev.orgtable.event.EventFilter;
import dev.orgtable.event.EventId;
import dev.orgtable.event.EventRequest;
import dev.orgtable.event.EventRequest.Order;
import dev.orgtable.event.EventType;
import dev.orgtable.server.problem.Input;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Parses the parameters of a log: {@code order} and {@code settled}, {@code after} and {@code
 * limit} (1 to 200, default 50), {@code types} (several, separated by commas) and {@code actor} (a
 * kind, or a kind and an id with a colon between them).
 */
final class EventArguments implements HandlerMethodArgumentResolver {

  /** The names of the parameters. */
  static final Set<String> NAMES = Set.of("order", "settled", "after", "limit", "types", "actor");

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == EventRequest.class;
  }

  @Override
  public EventRequest resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders) {
    Set<EventType> types = optional(request, "types", EventArguments::types).orElseGet(Set::of);
    EventFilter filter =
        optional(request, "actor", EventArguments::actor).orElse(EventFilter.ALL).of(types);
    return new EventRequest(
        order(request),
        optional(request, "after", EventId::of).orElse(null),
        PageArguments.limit(request),
        filter);
  }

  private static <T> Optional<T> optional(
      NativeWebRequest request, String name, Function<String, T> parser) {
    return Input.optional(name, request.getParameter(name), parser);
  }

  private static Order order(NativeWebRequest request) {
    boolean oldest = optional(request, "order", EventArguments::isOldestFirst).orElse(false);
    Optional<Boolean> settled = optional(request, "settled", EventArguments::isTrue);
    if (!oldest) {
      if (settled.isPresent()) {
        throw new InvalidInput("settled", "must be given with order=asc only");
      }
      return Order.NEWEST_FIRST;
    }
    return settled.orElse(true) ? Order.OLDEST_FIRST : Order.OLDEST_FIRST_UNSETTLED;
  }

  private static boolean isOldestFirst(String text) {
    return switch (text) {
      case "asc" -> true;
      case "desc" -> false;
      default -> throw new InvalidInput("order", "must be asc or desc");
    };
  }

  private static boolean isTrue(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new InvalidInput("settled", "must be true or false");
    };
  }

  private static Set<EventType> types(String text) {
    return Stream.of(text.split(",", -1)).map(EventArguments::type).collect(Collectors.toSet());
  }

  private static EventType type(String text) {
    EventType type =
        EventType.of(text)
            .orElseThrow(() -> new InvalidInput("types", "must be types, such as member.added"));
    if (type == EventType.WEBHOOK_TEST) {
      throw new InvalidInput("types", "must not have webhook.test, which is in no log");
    }
    return type;
  }

  private static EventFilter actor(String text) {
    int colon = text.indexOf(':');
    Actor.Kind kind =
        Actor.Kind.of(colon < 0 ? text : text.substring(0, colon))
            .orElseThrow(
                () ->
                    new InvalidInput(
                        "actor", "must be a kind, or a kind and an id, such as api_key:k1"));
    return colon < 0
        ? EventFilter.ALL.by(kind)
        : EventFilter.ALL.by(kind, id(kind, text.substring(colon + 1)));
  }

  /** Returns an id that events can have: a page without any would look like an answer. */
  private static String id(Actor.Kind kind, String id) {
    if (kind == Actor.Kind.USER) {
      if (!UserId.isValid(id)) {
        throw new InvalidInput(
            "actor",
            "must have the id of a user, not an address, such as"
                + " user:01981a5e-9c3b-7d50-8f21-6b0c4e9d7a13");
      }
      return UserId.of(id).value();
    }
    if (id.isEmpty()) {
      throw new InvalidInput("actor", "must have an id after the colon, such as api_key:k1");
    }
    return new Actor(kind, id).id();
  }
}
