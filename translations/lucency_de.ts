<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>Application</name>
    <message>
        <source>Unknown option %1. Try lucency --help.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
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
    <name>FindingWords</name>
    <message>
        <source>%1 × %2 cells</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt; 1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&gt; 99 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ages %1 to %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ages from %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ages up to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all ages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>over the operating point of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>under the operating point of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>trained on %1: no figure for this patient</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not validated: no figure shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the validation data, of 100 images with the finding %1 were over this point, and of 100 without it %2 were.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 with, %2 without</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chosen on %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chosen on %1 (%2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AUC %1 (%2–%3) on the test part.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trained on %1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HelpDialogs</name>
    <message>
        <source>Keys and mouse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mouse on the radiograph</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Window (sideways) and level (up and down)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left drag; Shift coarse, Ctrl fine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Middle drag, or Space with left drag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right drag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom at the pointer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Menu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right click</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset the view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Space</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About Lucency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;b&gt;Lucency %1&lt;/b&gt;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reads chest radiographs and gives a second opinion. It supports a physician&apos;s read and never replaces it: not for primary diagnosis.&lt;br&gt;&lt;br&gt;%1&lt;br&gt;&lt;br&gt;Free software under the GNU General Public License, version 3 or later.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>InspectCommand</name>
    <message>
        <source>--voi is one of the choices 0 to %1 of this image</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PhantomCommand</name>
    <message>
        <source>%1 of %2 drawn, about %3 s left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 synthetic radiographs written to %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draws synthetic chest radiographs of people who do not exist, with Data_Entry_phantoms.csv (labels) and BBox_List_phantoms.csv (boxes) beside them. Equal arguments give equal images.
Without --finding a clinical mix is drawn; with it, every second image has no finding and the others have the named ones in turn.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the bundled worklist: 24 studies of 16 patients</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>number of images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>folder for the images; made where it is absent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>number of the first patient; each seed is one person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dicom (DX, uncompressed), jpegls (DX, JPEG-LS lossless) or png (16 bit)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Effusion, Consolidation, Nodule, Mass, Pneumothorax, Cardiomegaly, Infiltration, Atelectasis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rows and columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>images of each patient over time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>children aged 1 to 5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>images drawn at the same time; one a processor unless given</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReadingRoom</name>
    <message>
        <source>follow-up %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1/%2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReadingWords</name>
    <message>
        <source>male</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>female</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>other</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PA</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>frontal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lateral</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>left side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>right side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 months</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 y</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No Finding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Atelectasis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cardiomegaly</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consolidation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edema</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Effusion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Emphysema</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fibrosis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hernia</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Infiltration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mass</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nodule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pleural thickening</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pneumonia</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pneumothorax</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paediatric pneumonia</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>full range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>automatic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>set by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lung</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lungs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mediastinum</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>soft tissue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>high contrast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>low contrast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>VOI LUT</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>W %1  L %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sigmoid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 mm/px (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no spacing: lengths in px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>calibrated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at detector</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>magnification-corrected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MIRRORED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TURNED %1°</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>series %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>image %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>frame %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 × %2, %3 bit</source>
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
<context>
    <name>ScoreCommand</name>
    <message>
        <source>%1 of %2, %3 a second, %4 left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 scored, %2 refused, %3 failed; the reasons are in the output.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ScoreTable</name>
    <message>
        <source>scored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Priority</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scores (* over the operating point)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A second opinion, not for primary diagnosis.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Table</name>
    <message>
        <source>%1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing validated to show</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TrainCommand</name>
    <message>
        <source>epoch %1/%2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>validation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>metric</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>images/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting %1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reading images %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>epoch %1: validating</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>evaluating on the test part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>epoch %1/%2  batch %3  loss %4  %5 images/s  %6 left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>train needs --recipe, --data and --output (or --list).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopped; go on with --resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trains a model as a recipe says</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>name of a built-in recipe, or a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>folder that the recipe&apos;s folders lie in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>label table in place of the recipe&apos;s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>run folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>go on with the run in the run folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a key of the recipe, as training.epochs=5; may be repeated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>auto or cpu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>seed of the split, the start and the augmentation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>compute threads of the network; 0 for all cores</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>list the built-in recipes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lucency::app</name>
    <message>
        <source>--window takes center and width as C,W, the width at least 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say what was read from an image: one JSON object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PNG, JPEG, TIFF, BMP or DICOM file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frame of a multi-frame file, the first is 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the display as an 8-bit PNG</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Display with window center C and width W instead of the default, as C,W</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Display with this one of the listed choices; 0 is the default</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Radiographs, folders with radiographs, or a DICOMDIR</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Score the bundled sample radiographs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model file, instead of the one that is shipped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>auto, cpu, cuda or cuda:N</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bf16 is taken by itself where the processor computes in it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images a pass of the network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>jsonl: a JSON object a line; csv: the same columns; table: for people</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File instead of stdout; it appears when everything is done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder for a picture of each scored image with the heat map of its leading finding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights made elsewhere (.pth, .safetensors, TorchScript)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Their network; none for TorchScript</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Names of their outputs, in order: A,B,...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Side of their input in pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How grey values are scaled for them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Score radiographs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Findings that are not validated, or not for the age of the patient, are not shown. Further frames of a file have the path FILE#2, FILE#3, ... In CSV, lists are joined by &apos;;&apos; and scores written name=value.
Exit codes: 0 all scored; 2 wrong usage; 3 some refused or failed, the reason is in the output; 4 nothing done.
A second opinion, not for primary diagnosis.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lucency::app::WorklistModel</name>
    <message>
        <source>New</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queued</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not for the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Follow-up %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Priority</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Patient ID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Study date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Description</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Top finding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accession number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Probability of the top finding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Score</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lucency::ui::BackgroundStatus</name>
    <message>
        <source>%1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2 of %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, %1 left</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lucency::ui::FindingRow</name>
    <message>
        <source>%1: %2, %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lucency::ui::FindingsPanel</name>
    <message>
        <source>Findings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Second opinion of the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not for primary diagnosis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AI</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Boxes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Heat map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opacity of the heat map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Threshold of the heat map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a study in the worklist.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scoring ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The image on screen goes first. Findings appear here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading the model ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1
Images can be read, but are not scored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not scored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, version %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No finding of this model is validated: there is nothing to show.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not validated, never shown as a result: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model&apos;s findings are hidden. Key A shows them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is over its operating point: choose a finding to see its heat map.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lucency::ui::ImportReport</name>
    <message numerus="yes">
        <source>%n images added</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n known</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files that could not be used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n files found</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new studies</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n known already</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n duplicates left out</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n changed files read anew</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>boxes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2): %3 of %4 rows found their image, %5 did not; %6 images have no row.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lucency::ui::MainWindow</name>
    <message>
        <source>Lucency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a study in the worklist, or drop radiographs, folders or a DICOMDIR anywhere in this window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scoring stopped. Studies are still scored when they are opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading the model ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model: %1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open radiographs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Radiographs (*.dcm *.dicom *.png *.jpg *.jpeg *.tif *.tiff *.bmp DICOMDIR);;Label tables (*.csv);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use another model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models (*.safetensors);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open files ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a folder ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use another model ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find in the worklist</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next study</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous study</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next image of the study</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous image of the study</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys and mouse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About Lucency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open recent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Study</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tools</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Windows of the file and presets (0 to 9)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not for primary diagnosis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the last import did</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Importing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop the import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scoring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop scoring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing opened yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No image</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lucency::ui::RadiographView</name>
    <message>
        <source>Radiograph</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>value %1 at %2, %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>INVERTED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>zoom %1 %</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lucency::ui::ReadingRoom</name>
    <message>
        <source>No image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This study has no image that can be shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PRIOR</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CURRENT</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (reference)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2 (model)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lucency::ui::ThumbnailModel</name>
    <message>
        <source>prior, %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lucency::ui::ThumbnailStrip</name>
    <message>
        <source>Images of this patient</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lucency::ui::ViewActions</name>
    <message>
        <source>Zoom in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit to the view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One pixel a pixel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turn right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turn left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mirror left to right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mirror top to bottom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Invert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset the view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all AI</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show boxes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show heat map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show texts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1   %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lucency::ui::WorklistPanel</name>
    <message>
        <source>Filter: name, id, date, finding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter of the worklist</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Status shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Worklist</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n studies</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 studies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the worklist ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The worklist is empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop radiographs, folders or a DICOMDIR here, or open them:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No study matches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No study has all of these words. Clear the filter to see all %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read again</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
