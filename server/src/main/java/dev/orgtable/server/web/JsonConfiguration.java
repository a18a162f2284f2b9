package dev.orgtable.server.web;

import com.fasterxml.jackson.annotation.Nulls;
import dev.orgtable.server.transfer.Bodies;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/** Configures JSON parsing and writing: no coercion, no unknown fields, bounded sizes. */
@Configuration(proxyBeanMethods = false)
class JsonConfiguration {

  private static final int DEEPEST = 20;

  @Bean
  JsonMapper json() {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxDocumentLength(Bodies.MOST_BYTES)
                    .maxNestingDepth(DEEPEST)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    return JsonMapper.builder(factory)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .withCoercionConfig(
            LogicalType.Textual,
            texts -> {
              texts.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
              texts.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
              texts.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
            })
        .withCoercionConfig(
            LogicalType.Integer,
            numbers -> {
              numbers.setCoercion(CoercionInputShape.String, CoercionAction.Fail);
              numbers.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail);
              numbers.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
            })
        .changeDefaultNullHandling(nulls -> nulls.withContentNulls(Nulls.FAIL))
        .addModule(new SimpleModule().setDeserializerModifier(new NullsRefused()))
        .addModule(new SimpleModule().addSerializer(Instant.class, new Milliseconds()))
        .addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class)
        .build();
  }

  /**
   * Writes all times with the same length, so that they sort as text: {@code
   * 2026-11-26T01:05:17.000Z}.
   */
  private static final class Milliseconds extends ValueSerializer<Instant> {

    private static final DateTimeFormatter FORMAT =
        DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    @Override
    public void serialize(Instant time, JsonGenerator json, SerializationContext context) {
      json.writeString(FORMAT.format(time));
    }
  }
}
