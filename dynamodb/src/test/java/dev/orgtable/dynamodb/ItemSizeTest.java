package dev.orgtable.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Item sizes as DynamoDB counts them. */
final class ItemSizeTest {

  @Test
  void names_and_texts_count_by_their_bytes_in_utf_8() {
    assertThat(size(AttributeValue.fromS(""))).isZero();
    assertThat(size(AttributeValue.fromS("abc"))).isEqualTo(3);
    assertThat(size(AttributeValue.fromS("é€𝒜"))).isEqualTo(9);
    assertThat(ItemSize.of(Item.of(Map.of("é", AttributeValue.fromS("a"))))).isEqualTo(3);
  }

  @Test
  void sets_count_by_their_elements() {
    assertThat(size(AttributeValue.fromSs(List.of("a", "bc")))).isEqualTo(3);
    assertThat(size(AttributeValue.fromNs(List.of("1", "12")))).isEqualTo(3);
  }

  @Test
  void numbers_count_a_byte_for_two_digits_and_one_more() {
    assertThat(size(AttributeValue.fromN("1"))).isEqualTo(1);
    assertThat(size(AttributeValue.fromN("1234"))).isEqualTo(3);
  }

  @Test
  void the_rest_counts_as_documented() {
    assertThat(size(AttributeValue.fromNul(true))).isEqualTo(1);
    assertThat(size(AttributeValue.fromBool(false))).isEqualTo(1);
    assertThat(size(AttributeValue.fromB(SdkBytes.fromUtf8String("abc")))).isEqualTo(3);
    assertThat(size(AttributeValue.fromM(Map.of()))).isEqualTo(3);
    assertThat(size(AttributeValue.fromM(Map.of("k", AttributeValue.fromS("v"))))).isEqualTo(6);
    assertThat(size(AttributeValue.fromL(List.of(AttributeValue.fromS("v"))))).isEqualTo(5);
  }

  private static int size(AttributeValue value) {
    return ItemSize.of(Item.of(Map.of("a", value))) - 1;
  }
}
