package studio.athanor.data.documents.extract;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The words of an Office Open XML text (ECMA-376, WordprocessingML): paragraphs, headings by their style, tables by row. */
final class DocxText {

    private static final String WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    private static final long MOST_BYTES = 256L << 20;
    private static final String BODY = "word/document.xml";

    private final List<Block> blocks = new ArrayList<>();
    private final StringBuilder paragraph = new StringBuilder();
    private boolean heading;
    private String title = "";

    private DocxText() {}

    static Extracted read(Path file) throws IOException, Unreadable {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            ZipEntry body = zip.getEntry(BODY);
            if (body == null) {
                throw new Unreadable("It is a zip file without a Word text in it. Save it again as DOCX.");
            }
            DocxText text = new DocxText();
            try (InputStream in = new Limited(zip.getInputStream(body))) {
                text.read(reader(in));
            }
            return new Extracted(text.title, text.blocks, "");
        } catch (XMLStreamException e) {
            throw new Unreadable("Its XML cannot be read: " + e.getMessage() + " Save it again as DOCX.");
        }
    }

    private static XMLStreamReader reader(InputStream in) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory.createXMLStreamReader(in);
    }

    private void read(XMLStreamReader xml) throws XMLStreamException {
        boolean inText = false;
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> inText = start(xml);
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (inText) {
                        paragraph.append(xml.getText());
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    inText = false;
                    if (WORDS.equals(xml.getNamespaceURI())
                            && xml.getLocalName().equals("p")) {
                        end();
                    }
                }
                default -> {}
            }
        }
    }

    private boolean start(XMLStreamReader xml) {
        if (!WORDS.equals(xml.getNamespaceURI())) {
            return false;
        }
        switch (xml.getLocalName()) {
            case "t" -> {
                return true;
            }
            case "tab" -> paragraph.append('\t');
            case "br", "cr" -> paragraph.append('\n');
            case "pStyle" -> {
                String style = xml.getAttributeValue(WORDS, "val");
                heading = style != null && (style.startsWith("Heading") || style.equals("Title"));
            }
            default -> {}
        }
        return false;
    }

    private void end() {
        String text = paragraph.toString().strip();
        if (!text.isEmpty()) {
            blocks.add(new Block(text, heading, 0));
            if (heading && title.isEmpty()) {
                title = text;
            }
        }
        paragraph.setLength(0);
        heading = false;
    }

    /** A zip bomb ends here. */
    private static final class Limited extends FilterInputStream {
        private long left = MOST_BYTES;

        private Limited(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = super.read(target, offset, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int bytes) throws IOException {
            left -= bytes;
            if (left < 0) {
                throw new IOException("its text is longer than " + (MOST_BYTES >> 20) + " MiB");
            }
        }
    }
}
