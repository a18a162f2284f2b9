package dev.orgtable.contracts;

import java.lang.annotation.Annotation;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Starts the contracts that have a tag, or one of whose tests has one, before the others, and then
 * those with a test for each of many operations: they take longest, and one that began last would
 * run alone in the end.
 */
public final class LongFirst implements ClassOrderer {

  @Override
  public void orderClasses(ClassOrdererContext context) {
    context.getClassDescriptors().sort(Comparator.comparing(LongFirst::place));
  }

  private static int place(ClassDescriptor contract) {
    if (contract.isAnnotated(Tag.class) || has(contract, Tag.class)) {
      return 0;
    }
    return has(contract, MethodSource.class) ? 1 : 2;
  }

  /** Returns whether a test of a contract has an annotation. */
  private static boolean has(ClassDescriptor contract, Class<? extends Annotation> annotation) {
    return Stream.of(contract.getTestClass().getDeclaredMethods())
        .anyMatch(test -> test.isAnnotationPresent(annotation));
  }
}
