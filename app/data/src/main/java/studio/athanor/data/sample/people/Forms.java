package studio.athanor.data.sample.people;

/** A word that agrees with a person's sex, as Kowalski and Kowalska do; often both are the same. */
record Forms(Word male, Word female) {

    /** Reads {@code word} or {@code male/female}. */
    static Forms of(String entry) {
        int slash = entry.indexOf('/');
        if (slash < 0) {
            return new Forms(Word.of(entry), Word.of(entry));
        }
        return new Forms(
                Word.of(entry.substring(0, slash).strip()),
                Word.of(entry.substring(slash + 1).strip()));
    }

    Word forSex(Sex sex) {
        return sex == Sex.FEMALE ? female : male;
    }
}
