<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>CommandLine</name>
    <message>
        <source>Stopping after the work in hand; once more stops at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lucency reads chest radiographs and gives a second opinion. It supports a physician&apos;s read and never replaces it: not for primary diagnosis.
Without a subcommand it opens the window: lucency [PATH...], or lucency --demo for the bundled sample studies.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FailureText</name>
    <message>
        <source>Not found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 does not exist. Check the path; the drive may not be connected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No permission</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be read. Ask for permission to read it, or copy it to a folder of yours.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Empty folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 holds no radiographs. Choose a folder with DICOM, PNG, JPEG, TIFF or BMP files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not an image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is neither a DICOM file nor a picture. It may have the wrong name, or be empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No image inside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is a DICOM file without an image, such as a report or a directory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unknown compression</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is compressed in a way that Lucency cannot read. Export it again uncompressed or as JPEG 2000 lossless.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unknown pixel format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 stores its pixels in a way that Lucency cannot show rightly, so it does not show them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Incomplete image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ends before its image is complete. Transfer it again from the source.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contradictory header</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has pixel data that do not fit its stated size. Transfer it again from the source.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Impossible size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 states an impossible image size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too large</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 states a larger image than a radiograph has, or than its own length can hold.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Malformed file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 nests its data deeper than any real file does and was not opened, for safety.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Damaged file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is damaged. Transfer it again from the source.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not a radiograph</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not a radiograph by its header. It can be shown, but is not scored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not a chest radiograph</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 shows another body part by its header. It can be shown, but is not scored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not a frontal view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is a lateral or other view by its header. The model knows frontal views only, so it is shown but not scored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not a model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not a model that Lucency can use. Choose a .safetensors, .pth or TorchScript file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Damaged model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is damaged: its checksum or layout is wrong. Copy the model again from its source.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model does not fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 does not fit the network it names.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Newer model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was made by a newer version of Lucency. Update Lucency to use it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No such device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The device %1 is not available on this computer. Choose &quot;cpu&quot; or &quot;auto&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not a label table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not a table of labels. It needs a header row such as &quot;Image Index,Finding Labels&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Missing column</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: a column is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unknown finding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 names a finding that Lucency does not know.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing labelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: no image could be matched with a label of each kind that is needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bad recipe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: the recipe cannot be followed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bad argument</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be used here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bad number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: a value is not a usable number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Newer database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was written by a newer version of Lucency and was left untouched. Update Lucency to open it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Damaged database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is damaged. It was left as it is; restore a backup, or move it away to start anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Database in use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is in use by another program. Close it and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot write</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be written. Choose a folder that you may write to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disk full</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be written because the disk is full. Free some space and try again; nothing that was stored is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Out of memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is not enough memory for %1. Close other programs and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unexpected error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: something went wrong that should not. Please report it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RemarkText</name>
    <message>
        <source>Stored inverted; shown the usual way round.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No pixel spacing: lengths are in pixels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DICOM file without a preamble.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DICOM file without a meta header; its encoding was worked out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some text is in an unknown character set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compressed with loss.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour was turned into grey.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Transparency was ignored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One frame of several.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Surplus bytes after the image were ignored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file does not say whether this is a frontal view.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file does not say which body part this is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No window in the file; an automatic one is used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Age unknown: the model may not have been trained for this patient.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The patient&apos;s age is outside that of the training data.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
