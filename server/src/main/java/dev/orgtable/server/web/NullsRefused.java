package dev.orgtable.server.web;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.BeanDeserializerBuilder;
import tools.jackson.databind.deser.NullValueProvider;
import tools.jackson.databind.deser.SettableBeanProperty;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.util.AccessPattern;

/**
 * Refuses {@code null} in requests: a client with an unset variable would otherwise make a
 * different request, such as a check of the membership alone instead of a group. Fields may be
 * omitted, and {@code null} clears fields marked {@link NullRemoves}.
 */
public final class NullsRefused extends ValueDeserializerModifier {

  /** The attribute that allows nulls when our own stored responses are parsed. */
  public static final String OWN = NullsRefused.class.getName() + ".own";

  private static final long serialVersionUID = 1;

  @Override
  public BeanDeserializerBuilder updateBuilder(
      DeserializationConfig config,
      BeanDescription.Supplier bean,
      BeanDeserializerBuilder builder) {
    List<SettableBeanProperty> properties = new ArrayList<>();
    builder.getProperties().forEachRemaining(properties::add);
    for (SettableBeanProperty each : properties) {
      builder.addOrReplaceProperty(each.withNullProvider(new Nulls(each)), true);
    }
    return builder;
  }

  /**
   * The meaning of null in a field.
   *
   * @param property the field
   */
  private record Nulls(SettableBeanProperty property) implements NullValueProvider {

    @Override
    public @Nullable Object getNullValue(DeserializationContext context) {
      if (context.getAttribute(OWN) != null) {
        return null;
      }
      if (property.getAnnotation(NullRemoves.class) != null) {
        return "";
      }
      throw InvalidNullException.from(context, property.getFullName(), property.getType());
    }

    @Override
    public @Nullable Object getAbsentValue(DeserializationContext context) {
      return null;
    }

    @Override
    public AccessPattern getNullAccessPattern() {
      return AccessPattern.DYNAMIC;
    }
  }
}
