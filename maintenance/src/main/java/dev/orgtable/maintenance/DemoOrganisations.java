package dev.orgtable.maintenance;

/** The generated organisations by number, the largest first. */
final class DemoOrganisations {

  private static final int LARGEST = 100_000;

  /**
   * The exponent of the size distribution: the hundredth has a thousandth of the first's members.
   */
  private static final double STEEPNESS = 1.5;

  private static final double SMALL = 8;

  private final DemoPeople people;
  private final int count;
  private final long seed;

  DemoOrganisations(DemoPeople people, int count, long seed) {
    this.people = people;
    this.count = count;
    this.seed = seed;
  }

  int count() {
    return count;
  }

  DemoOrganisation get(int index) {
    DemoRandom random = DemoRandom.of(seed, DemoRandom.Kind.ORGANISATION, index, 0);
    int byRank = (int) (Math.min(LARGEST, people.users()) / Math.pow(index + 1.0, STEEPNESS));
    int members = Math.min(Math.max(byRank, 1 + random.about(SMALL)), people.users());
    return new DemoOrganisation(people, seed, index, members, random);
  }
}
