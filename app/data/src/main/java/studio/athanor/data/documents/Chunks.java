package studio.athanor.data.documents;

/** The chunks of a run's documents, numbered from 0. For any thread. */
public interface Chunks {

    /** Returns how many there are. */
    long count();

    /** Returns a chunk by its number. */
    Chunk get(long index);
}
