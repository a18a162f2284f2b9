package dev.orgtable.spring.test;

import org.springframework.boot.test.autoconfigure.TestSliceTestContextBootstrapper;

/** Takes the properties of {@link OrgtableTest}. */
final class OrgtableTestContextBootstrapper
    extends TestSliceTestContextBootstrapper<OrgtableTest> {}
