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
 * Refuses {@code null} in a request: a caller whose variable is not set would ask for something
 * else, such as whether somebody is a member at all, and not in a group. A field may be left out,
 * and where it is marked {@link NullRemoves}, {@code null} empties it.
 */
public final class NullsRefused extends ValueDeserializerModifier {

  /** The attribute of a reader of our own answers, which have nulls. */
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
   * What null means in a field.
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
