package studio.athanor.data.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.athanor.data.DataException;

class DocumentsTest {

    private static final ChunkOptions OPTIONS = new ChunkOptions(200, 20);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"furnace.md", "furnace.html", "furnace.docx", "furnace.pdf"})
    void readsWhatOtherProgramsWrote(String name) throws Exception {
        Path documents = Files.createDirectory(folder.resolve("in"));
        copy(name, documents);

        Documents.Prepared prepared = prepare(documents, "out");

        assertThat(prepared.findings()).isEmpty();
        try (ChunkStore store = prepared.store()) {
            assertThat(store.count()).isEqualTo(1);
            Chunk chunk = store.get(0);
            assertThat(chunk.document()).isEqualTo(name);
            assertThat(chunk.text().replaceAll("\\s+", " "))
                    .contains("An athanor keeps an even heat for days.", "Use", "Sand or water around the vessel");
            assertThat(chunk.page().isPresent()).isEqualTo(name.endsWith(".pdf"));
            if (!name.endsWith(".pdf")) {
                assertThat(chunk.title()).isEqualTo("The furnace");
            }
        }
    }

    @Test
    void goesOnAfterDocumentsThatCannotBeRead() throws Exception {
        Path in = Files.createDirectory(folder.resolve("in"));
        Files.createFile(in.resolve("empty.txt"));
        Files.write(in.resolve("binary.txt"), new byte[] {1, 0, 2});
        Files.writeString(in.resolve("broken.pdf"), "%PDF-1.7 and nothing else");
        Files.writeString(in.resolve("text.docx"), "not a zip file");
        docx(in.resolve("other.docx"), "something.xml", "<a/>");
        docx(in.resolve("torn.docx"), "word/document.xml", "<w:document><w:p>");
        docx(
                in.resolve("entities.docx"),
                "word/document.xml",
                "<!DOCTYPE a [<!ENTITY b \"boom\"><!ENTITY c \"&b;&b;&b;\">]><a>&c;</a>");
        Files.write(in.resolve("old.txt"), "Caf\u00e9 au lait.".getBytes(StandardCharsets.ISO_8859_1));
        Files.writeString(in.resolve("good.md"), "# Good\n\nA text.");
        Files.writeString(in.resolve("picture.png"), "no document");

        Documents.Prepared prepared = prepare(in, "out");

        assertThat(prepared.findings().stream().filter(Finding::skipped).map(Finding::document))
                .containsExactly(
                        "binary.txt",
                        "broken.pdf",
                        "empty.txt",
                        "entities.docx",
                        "other.docx",
                        "text.docx",
                        "torn.docx");
        assertThat(prepared.findings().stream().filter(finding -> !finding.skipped()))
                .singleElement()
                .satisfies(finding -> assertThat(finding.sentence()).contains("Windows-1252"));
        assertThat(prepared.findings())
                .allSatisfy(
                        finding -> assertThat(finding.sentence()).endsWith(".").doesNotContain("null"));
        try (ChunkStore store = prepared.store()) {
            assertThat(List.of(store.get(0).text(), store.get(1).text()))
                    .containsExactly("# Good\n\nA text.", "Café au lait.");
        }
    }

    @Test
    void endsAZipBomb() throws Exception {
        Path in = Files.createDirectory(folder.resolve("in"));
        Path bomb = in.resolve("bomb.docx");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(bomb))) {
            zip.putNextEntry(new ZipEntry("word/document.xml"));
            zip.write("<d>".getBytes(StandardCharsets.US_ASCII));
            byte[] blanks = " ".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 300; i++) {
                zip.write(blanks);
            }
        }

        assertThatThrownBy(() -> prepare(in, "out"))
                .isInstanceOf(DataException.FileFailed.class)
                .hasMessageContaining("bomb.docx");
    }

    @Test
    void takesChunksThatAreThereAndRefusesThoseOfOtherDocuments() throws Exception {
        Path in = Files.createDirectory(folder.resolve("in"));
        Files.writeString(in.resolve("a.txt"), "First.");
        prepare(in, "out").store().close();

        try (ChunkStore again = prepare(in, "out").store()) {
            assertThat(again.get(0).text()).isEqualTo("First.");
        }
        Files.writeString(in.resolve("a.txt"), "Second.");
        assertThatThrownBy(() -> prepare(in, "out"))
                .isInstanceOf(DataException.FileFailed.class)
                .hasMessageContaining("not those that the run began with")
                .hasMessageContaining("The document a.txt was changed: it has 7 bytes now, and had 6.");
        Files.writeString(in.resolve("a.txt"), "Fourth");
        assertThatThrownBy(() -> prepare(in, "out"))
                .hasMessageContaining("The document a.txt was changed: it is as long, but what it holds was changed");
    }

    @Test
    void readsOnAfterAThreadThatReadsWasInterrupted() throws Exception {
        Path in = Files.createDirectory(folder.resolve("in"));
        Files.writeString(in.resolve("a.txt"), "First.");
        try (ChunkStore store = prepare(in, "out").store()) {
            Thread.currentThread().interrupt();
            assertThat(store.get(0).text()).isEqualTo("First.");
            assertThat(Thread.interrupted()).isTrue();
            assertThat(store.get(0).text()).isEqualTo("First.");
        } finally {
            var _ = Thread.interrupted();
        }
    }

    @Test
    void namesDocumentsThatCameAndWent() throws Exception {
        Path in = Files.createDirectory(folder.resolve("in"));
        Files.writeString(in.resolve("a.txt"), "First.");
        Files.writeString(in.resolve("b.txt"), "Second.");
        prepare(in, "out").store().close();

        Files.writeString(in.resolve("c.txt"), "Third.");
        assertThatThrownBy(() -> prepare(in, "out")).hasMessageContaining("The document c.txt was not there.");
        Files.delete(in.resolve("c.txt"));
        Files.delete(in.resolve("b.txt"));
        assertThatThrownBy(() -> prepare(in, "out"))
                .hasMessageContaining("The document b.txt is gone.")
                .extracting(e -> ((DataException) e).remedy())
                .isEqualTo("Put the first ones back, or begin another run with these.");
        Files.writeString(in.resolve("b.txt"), "Second.");
        prepare(in, "out").store().close();
    }

    @Test
    void refusesAFolderWithoutDocuments() {
        assertThatThrownBy(() -> prepare(folder, "out")).hasMessageContaining("holds no document");
        assertThatThrownBy(() -> prepare(folder.resolve("gone"), "out")).hasMessageContaining("gone");
    }

    private Documents.Prepared prepare(Path documents, String store) throws DataException, InterruptedException {
        return Documents.prepare(documents, OPTIONS, TokenCounter.words(), folder.resolve(store), (done, all) -> {});
    }

    private static void docx(Path file, String entry, String xml) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(entry));
            zip.write(xml.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void copy(String name, Path target) throws IOException {
        try (InputStream in = Objects.requireNonNull(DocumentsTest.class.getResourceAsStream("/documents/" + name))) {
            Files.copy(in, target.resolve(name));
        }
    }
}
