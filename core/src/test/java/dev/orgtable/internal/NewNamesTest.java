package dev.orgtable.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.SpoofChecker;
import dev.orgtable.Group;
import dev.orgtable.ServiceId;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The names that are refused for new groups, organisations and services. */
final class NewNamesTest {

  private static final String WORD = "owner";
  private static final ServiceId BILLING = ServiceId.of("billing");
  private static final Normalizer2 COMPATIBLE = Normalizer2.getNFKCInstance();
  private static final Normalizer2 FOLDED = Normalizer2.getNFKCCasefoldInstance();
  private static final SpoofChecker CONFUSABLES =
      new SpoofChecker.Builder().setChecks(SpoofChecker.CONFUSABLE).build();

  @ParameterizedTest
  @ValueSource(strings = {".", "..", "%2e", "%2E", ".%2e", "%2E.", "%2e%2E"})
  void a_text_that_a_path_cannot_hold_is_refused(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NewNames.check("service id", name))
        .withMessageStartingWith("service id must not be ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NewNames.check(Group.of(BILLING, name)))
        .withMessageStartingWith("group must not be ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Owner",
        "OWNER",
        "0wner",
        "\uff4fwner",
        "\u043ewner",
        "\u041eWN\u0415R",
        "OW\u039dER",
        "o\u051dner",
        "own\u0435r",
        "\ud835\udcf8wner"
      })
  void a_name_that_looks_like_owner_is_refused(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NewNames.check(Group.of(name)))
        .withMessage("group must not look like owner");
    assertThatCode(() -> NewNames.check(Group.of(BILLING, name))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"owner\u200b", "ad\u00admin", "a\u200db", "a\ufe0f", "\u3164", "a\u2800b"})
  void a_name_with_invisible_characters_is_refused(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NewNames.check(Group.of(name)))
        .withMessageStartingWith("group must not contain invisible characters: U+");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"owner", "owners", "Owne", "...", ".a", "%2f", "staff", "\u00d6wner", "x.."})
  void other_names_are_taken(String name) {
    assertThatCode(() -> NewNames.check(Group.of(name))).doesNotThrowAnyException();
  }

  /**
   * Every character that ICU4J knows in the place of every letter, as its data has it. The JDK may
   * know fewer characters or more: the answer is the same on each.
   */
  @Test
  void the_letters_that_look_like_those_of_owner_are_those_of_unicode() {
    for (int codePoint = 0x21; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
      if (UCharacter.isDefined(codePoint) && Character.getType(codePoint) != Character.SURROGATE) {
        Set<String> skeletons = skeletons(Character.toString(codePoint));
        for (int at = 0; at < WORD.length(); at++) {
          String letter = WORD.substring(at, at + 1);
          String name =
              WORD.substring(0, at) + Character.toString(codePoint) + WORD.substring(at + 1);

          assertThat(LooksLikeOwner.test(name))
              .as(Integer.toHexString(codePoint) + " for " + letter)
              .isEqualTo(skeletons.contains(letter) && !name.equals(WORD));
        }
      }
    }
  }

  private static Set<String> skeletons(String character) {
    return Stream.of(character, COMPATIBLE.normalize(character), FOLDED.normalize(character))
        .map(CONFUSABLES::getSkeleton)
        .map(FOLDED::normalize)
        .collect(TreeSet::new, Set::add, Set::addAll);
  }
}
