package dev.orgtable.spring.test;

import org.springframework.boot.test.context.filter.annotation.StandardAnnotationCustomizableTypeExcludeFilter;

/** Excludes the components that {@link OrgtableTest} does not include. */
final class OrgtableTypeExcludeFilter
    extends StandardAnnotationCustomizableTypeExcludeFilter<OrgtableTest> {

  OrgtableTypeExcludeFilter(Class<?> testClass) {
    super(testClass);
  }
}
