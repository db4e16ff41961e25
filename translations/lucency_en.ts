<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB">
<context>
    <name>CheckWords</name>
    <message numerus="yes">
        <source>%Ln of your images</source>
        <translation>
            <numerusform>%Ln of your images</numerusform>
            <numerusform>%Ln of your images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rounds</source>
        <translation>
            <numerusform>%n round</numerusform>
            <numerusform>%n rounds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln images</source>
        <translation>
            <numerusform>%Ln image</numerusform>
            <numerusform>%Ln images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Memory does not suffice for a whole batch; it is taken in parts of %Ln images, which takes longer.</source>
        <translation>
            <numerusform>Memory does not suffice for a whole batch; it is taken in parts of %Ln image, which takes longer.</numerusform>
            <numerusform>Memory does not suffice for a whole batch; it is taken in parts of %Ln images, which takes longer.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CurveWords</name>
    <message numerus="yes">
        <source>ROC curves of %n findings</source>
        <translation>
            <numerusform>ROC curve of %n finding</numerusform>
            <numerusform>ROC curves of %n findings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>ROC curves of %n results</source>
        <translation>
            <numerusform>ROC curve of %n result</numerusform>
            <numerusform>ROC curves of %n results</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DataWords</name>
    <message numerus="yes">
        <source>%1: nothing tells the patient of %Ln images. Each was taken for a person of its own; where that is not so, the same person may stand in two parts, and the figures flatter.</source>
        <translation>
            <numerusform>%1: nothing tells the patient of %Ln image. It was taken for a person of its own; where that is not so, the same person may stand in two parts, and the figures flatter.</numerusform>
            <numerusform>%1: nothing tells the patient of %Ln images. Each was taken for a person of its own; where that is not so, the same person may stand in two parts, and the figures flatter.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln images of the test part could not be read; they are in no figure.</source>
        <translation>
            <numerusform>%Ln image of the test part could not be read; it is in no figure.</numerusform>
            <numerusform>%Ln images of the test part could not be read; they are in no figure.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln images could not be read and took no part: %1 of the training part, %2 of the validation part, %3 of the test part. No other number of this report counts them.</source>
        <translation>
            <numerusform>%Ln image could not be read and took no part: %1 of the training part, %2 of the validation part, %3 of the test part. No other number of this report counts it.</numerusform>
            <numerusform>%Ln images could not be read and took no part: %1 of the training part, %2 of the validation part, %3 of the test part. No other number of this report counts them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pairs of images look the same; the images of a pair are in one part.</source>
        <translation>
            <numerusform>%Ln pair of images looks the same; the images of a pair are in one part.</numerusform>
            <numerusform>%Ln pairs of images look the same; the images of a pair are in one part.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln people were kept in the part of others because images of theirs look the same: duplicates under another name would have told the answer.</source>
        <translation>
            <numerusform>%Ln person was kept in the part of others because images of theirs look the same: duplicates under another name would have told the answer.</numerusform>
            <numerusform>%Ln people were kept in the part of others because images of theirs look the same: duplicates under another name would have told the answer.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln synthetic images were left out: the figures are those of real radiographs.</source>
        <translation>
            <numerusform>%Ln synthetic image was left out: the figures are those of real radiographs.</numerusform>
            <numerusform>%Ln synthetic images were left out: the figures are those of real radiographs.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pairs of images look the same and stand in different parts, as the images had been split before: the model was measured on copies of what it had learnt.</source>
        <translation>
            <numerusform>%Ln pair of images looks the same and stands in different parts, as the images had been split before: the model was measured on copies of what it had learnt.</numerusform>
            <numerusform>%Ln pairs of images look the same and stand in different parts, as the images had been split before: the model was measured on copies of what it had learnt.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EvaluateCommand</name>
    <message numerus="yes">
        <source>%n images were refused or failed; the reasons are in the report.</source>
        <translation>
            <numerusform>%n image was refused or failed; the reason is in the report.</numerusform>
            <numerusform>%n images were refused or failed; the reasons are in the report.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EvaluationWords</name>
    <message numerus="yes">
        <source>%n images were refused or failed; they are in no figure.</source>
        <translation>
            <numerusform>%n image was refused or failed; it is in no figure.</numerusform>
            <numerusform>%n images were refused or failed; they are in no figure.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The patient of %n images is unknown: each was taken for a patient of its own, and where that is not so the intervals are too narrow.</source>
        <translation>
            <numerusform>The patient of %n image is unknown: it was taken for a patient of its own, and where that is not so the intervals are too narrow.</numerusform>
            <numerusform>The patient of %n images is unknown: each was taken for a patient of its own, and where that is not so the intervals are too narrow.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n patients are in the validation predictions too: the figures flatter.</source>
        <translation>
            <numerusform>%n patient is in the validation predictions too: the figures flatter.</numerusform>
            <numerusform>%n patients are in the validation predictions too: the figures flatter.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n synthetic images were left out: the figures are those of real radiographs.</source>
        <translation>
            <numerusform>%n synthetic image was left out: the figures are those of real radiographs.</numerusform>
            <numerusform>%n synthetic images were left out: the figures are those of real radiographs.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: after calibration %n images are called otherwise than by the model, whose threshold lies within a step of it; the figures at the threshold are not the model&apos;s. --aim chooses one anew.</source>
        <translation>
            <numerusform>%1: after calibration %n image is called otherwise than by the model, whose threshold lies within a step of it; the figures at the threshold are not the model&apos;s. --aim chooses one anew.</numerusform>
            <numerusform>%1: after calibration %n images are called otherwise than by the model, whose threshold lies within a step of it; the figures at the threshold are not the model&apos;s. --aim chooses one anew.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GalleryWords</name>
    <message numerus="yes">
        <source>%Ln more images could not be shown, because their files are not where the predictions say.</source>
        <translation>
            <numerusform>%Ln more image could not be shown, because its file is not where the predictions say.</numerusform>
            <numerusform>%Ln more images could not be shown, because their files are not where the predictions say.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>InspectCommand</name>
    <message numerus="yes">
        <source>--frame %1: %2 has %n frames</source>
        <translation>
            <numerusform>--frame %1: %2 has %n frame</numerusform>
            <numerusform>--frame %1: %2 has %n frames</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReadingWords</name>
    <message numerus="yes">
        <source>%n months</source>
        <translation>
            <numerusform>%n month</numerusform>
            <numerusform>%n months</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RecipeWords</name>
    <message numerus="yes">
        <source>Trains %1 that sees each radiograph at %2 x %2 pixels, in %n rounds through the training images.</source>
        <translation>
            <numerusform>Trains %1 that sees each radiograph at %2 x %2 pixels, in %n round through the training images.</numerusform>
            <numerusform>Trains %1 that sees each radiograph at %2 x %2 pixels, in %n rounds through the training images.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>You have %Ln findings.</source>
        <translation>
            <numerusform>You have %Ln finding.</numerusform>
            <numerusform>You have %Ln findings.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>You have %Ln findings; this is for one.</source>
        <translation>
            <numerusform>You have %Ln finding; this is for one.</numerusform>
            <numerusform>You have %Ln findings; this is for one.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>You have %Ln images, few to start from nothing.</source>
        <translation>
            <numerusform>You have %Ln image, too little to start from nothing.</numerusform>
            <numerusform>You have %Ln images, few to start from nothing.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Your %Ln images are enough for it.</source>
        <translation>
            <numerusform>Your %Ln image is enough for it.</numerusform>
            <numerusform>Your %Ln images are enough for it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SummaryWords</name>
    <message numerus="yes">
        <source>The patient of %Ln images is unknown: each was taken for a patient of its own, and where that is not so the intervals are too narrow.</source>
        <translation>
            <numerusform>The patient of %Ln image is unknown: it was taken for a patient of its own, and where that is not so the intervals are too narrow.</numerusform>
            <numerusform>The patient of %Ln images is unknown: each was taken for a patient of its own, and where that is not so the intervals are too narrow.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln people are in the validation part too: the figures flatter.</source>
        <translation>
            <numerusform>%Ln person is in the validation part too: the figures flatter.</numerusform>
            <numerusform>%Ln people are in the validation part too: the figures flatter.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln images of this run could not be read; they took no part.</source>
        <translation>
            <numerusform>%Ln image of this run could not be read; it took no part.</numerusform>
            <numerusform>%Ln images of this run could not be read; they took no part.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln images were refused or could not be read; they are in no figure.</source>
        <translation>
            <numerusform>%Ln image was refused or could not be read; it is in no figure.</numerusform>
            <numerusform>%Ln images were refused or could not be read; they are in no figure.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln findings could be measured; their mean AUC is %1 (0.5 is guessing, 1 is perfect).</source>
        <translation>
            <numerusform>%Ln finding could be measured; its AUC is %1 (0.5 is guessing, 1 is perfect).</numerusform>
            <numerusform>%Ln findings could be measured; their mean AUC is %1 (0.5 is guessing, 1 is perfect).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: after recalibration %Ln images are called otherwise than by the model; its figures at the operating point are not the model&apos;s.</source>
        <translation>
            <numerusform>%1: after recalibration %Ln image is called otherwise than by the model; its figures at the operating point are not the model&apos;s.</numerusform>
            <numerusform>%1: after recalibration %Ln images are called otherwise than by the model; its figures at the operating point are not the model&apos;s.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WizardWords</name>
    <message numerus="yes">
        <source>about %n minutes</source>
        <translation>
            <numerusform>about %n minute</numerusform>
            <numerusform>about %n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n hours</source>
        <translation>
            <numerusform>about %n hour</numerusform>
            <numerusform>about %n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n days</source>
        <translation>
            <numerusform>about %n day</numerusform>
            <numerusform>about %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln radiographs</source>
        <translation>
            <numerusform>%Ln radiograph</numerusform>
            <numerusform>%Ln radiographs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln people</source>
        <translation>
            <numerusform>%Ln person</numerusform>
            <numerusform>%Ln people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln findings</source>
        <translation>
            <numerusform>%Ln finding</numerusform>
            <numerusform>%Ln findings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln images change their part, because the same person, or the same picture, stood in two.</source>
        <translation>
            <numerusform>%Ln image changes its part, because the same person, or the same picture, stood in two.</numerusform>
            <numerusform>%Ln images change their part, because the same person, or the same picture, stood in two.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln people stand in two parts.</source>
        <translation>
            <numerusform>%Ln person stands in two parts.</numerusform>
            <numerusform>%Ln people stand in two parts.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln people are kept together with others, because images of theirs look the same.</source>
        <translation>
            <numerusform>%Ln person is kept together with others, because images of theirs look the same.</numerusform>
            <numerusform>%Ln people are kept together with others, because images of theirs look the same.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lucency::ui::FindingCards</name>
    <message numerus="yes">
        <source>%Ln radiographs</source>
        <translation>
            <numerusform>%Ln radiograph</numerusform>
            <numerusform>%Ln radiographs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln people</source>
        <translation>
            <numerusform>%Ln person</numerusform>
            <numerusform>%Ln people</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lucency::ui::ImportReport</name>
    <message numerus="yes">
        <source>%Ln images added</source>
        <translation>
            <numerusform>%Ln image added</numerusform>
            <numerusform>%Ln images added</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln known</source>
        <translation>
            <numerusform>%Ln known</numerusform>
            <numerusform>%Ln known</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln failed</source>
        <translation>
            <numerusform>%Ln failed</numerusform>
            <numerusform>%Ln failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files found</source>
        <translation>
            <numerusform>%Ln file found</numerusform>
            <numerusform>%Ln files found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new studies</source>
        <translation>
            <numerusform>%Ln new study</numerusform>
            <numerusform>%Ln new studies</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln known already</source>
        <translation>
            <numerusform>%Ln known already</numerusform>
            <numerusform>%Ln known already</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln duplicates left out</source>
        <translation>
            <numerusform>%Ln duplicate left out</numerusform>
            <numerusform>%Ln duplicates left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln changed files read anew</source>
        <translation>
            <numerusform>%Ln changed file read anew</numerusform>
            <numerusform>%Ln changed files read anew</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows not used</source>
        <translation>
            <numerusform>%Ln row not used</numerusform>
            <numerusform>%Ln rows not used</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows name several images and were not used.</source>
        <translation>
            <numerusform>%Ln row names several images and was not used.</numerusform>
            <numerusform>%Ln rows name several images and were not used.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows were left out, because something in them is wrong.</source>
        <translation>
            <numerusform>%Ln row was left out, because something in it is wrong.</numerusform>
            <numerusform>%Ln rows were left out, because something in them is wrong.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln boxes were cut off at the edge of their image.</source>
        <translation>
            <numerusform>%Ln box was cut off at the edge of its image.</numerusform>
            <numerusform>%Ln boxes were cut off at the edge of their image.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more rows not used</source>
        <translation>
            <numerusform>%Ln more row not used</numerusform>
            <numerusform>%Ln more rows not used</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more could not be used; a copy of the list has all of them.</source>
        <translation>
            <numerusform>%Ln more could not be used; a copy of the list has all of them.</numerusform>
            <numerusform>%Ln more could not be used; a copy of the list has all of them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of doubtful identity</source>
        <translation>
            <numerusform>%Ln of doubtful identity</numerusform>
            <numerusform>%Ln of doubtful identity</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files not read any more</source>
        <translation>
            <numerusform>%Ln file not read any more</numerusform>
            <numerusform>%Ln files not read any more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lucency::ui::IntoUseDialog</name>
    <message numerus="yes">
        <source>%Ln test images could not be scored by the model in use.</source>
        <translation>
            <numerusform>%Ln test image could not be scored by the model in use.</numerusform>
            <numerusform>%Ln test images could not be scored by the model in use.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lucency::ui::SurveyProblems</name>
    <message numerus="yes">
        <source>and %Ln more; a copy has all of them</source>
        <translation>
            <numerusform>and %Ln more; a copy has all of them</numerusform>
            <numerusform>and %Ln more; a copy has all of them</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files cannot be read and take no part</source>
        <translation>
            <numerusform>%Ln file cannot be read and takes no part</numerusform>
            <numerusform>%Ln files cannot be read and take no part</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln images stand in the table twice with labels that cannot both be true</source>
        <translation>
            <numerusform>%Ln image stands in the table twice with labels that cannot both be true</numerusform>
            <numerusform>%Ln images stand in the table twice with labels that cannot both be true</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pairs of the very same picture have different labels</source>
        <translation>
            <numerusform>%Ln pair of the very same picture has different labels</numerusform>
            <numerusform>%Ln pairs of the very same picture have different labels</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pairs are the very same picture: kept in one part, so that no test is spoilt</source>
        <translation>
            <numerusform>%Ln pair is the very same picture: kept in one part, so that no test is spoilt</numerusform>
            <numerusform>%Ln pairs are the very same picture: kept in one part, so that no test is spoilt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pairs look nearly the same: kept in one part, so that no test is spoilt</source>
        <translation>
            <numerusform>%Ln pair looks nearly the same: kept in one part, so that no test is spoilt</numerusform>
            <numerusform>%Ln pairs look nearly the same: kept in one part, so that no test is spoilt</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lucency::ui::TableColumns</name>
    <message numerus="yes">
        <source>%Ln rows</source>
        <translation>
            <numerusform>%Ln row</numerusform>
            <numerusform>%Ln rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lucency::ui::TrainingWizard</name>
    <message numerus="yes">
        <source>%Ln images of the worklist are taken</source>
        <translation>
            <numerusform>%Ln image of the worklist is taken</numerusform>
            <numerusform>%Ln images of the worklist are taken</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln with labels that readers have corrected</source>
        <translation>
            <numerusform>%Ln with labels that readers have corrected</numerusform>
            <numerusform>%Ln with labels that readers have corrected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln excluded by readers are left out</source>
        <translation>
            <numerusform>%Ln excluded by readers is left out</numerusform>
            <numerusform>%Ln excluded by readers are left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln without a label are left out</source>
        <translation>
            <numerusform>%Ln without a label is left out</numerusform>
            <numerusform>%Ln without a label are left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln whose file is gone are left out</source>
        <translation>
            <numerusform>%Ln whose file is gone is left out</numerusform>
            <numerusform>%Ln whose file is gone are left out</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lucency::ui::WizardCheckPage</name>
    <message numerus="yes">
        <source>Measured on %Ln batches of your images on this computer, not guessed. Reading studies meanwhile goes first and makes it longer.</source>
        <translation>
            <numerusform>Measured on %Ln batch of your images on this computer, not guessed. Reading studies meanwhile goes first and makes it longer.</numerusform>
            <numerusform>Measured on %Ln batches of your images on this computer, not guessed. Reading studies meanwhile goes first and makes it longer.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lucency::ui::WizardDataPage</name>
    <message numerus="yes">
        <source>%Ln people</source>
        <translation>
            <numerusform>%Ln person</numerusform>
            <numerusform>%Ln people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln things should be looked at: see “Problems”. You can go on all the same.</source>
        <translation>
            <numerusform>%Ln thing should be looked at: see “Problems”. You can go on all the same.</numerusform>
            <numerusform>%Ln things should be looked at: see “Problems”. You can go on all the same.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lucency::ui::WizardRecipePage</name>
    <message numerus="yes">
        <source>&amp;All settings (%n changed)…</source>
        <translation>
            <numerusform>&amp;All settings (%n changed)…</numerusform>
            <numerusform>&amp;All settings (%n changed)…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lucency::ui::WizardStartPage</name>
    <message numerus="yes">
        <source>%n settings differ from the recipe&apos;s own.</source>
        <translation>
            <numerusform>%n setting differs from the recipe&apos;s own.</numerusform>
            <numerusform>%n settings differ from the recipe&apos;s own.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files cannot be read and take no part.</source>
        <translation>
            <numerusform>%Ln file cannot be read and takes no part.</numerusform>
            <numerusform>%Ln files cannot be read and take no part.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln images are no longer where they were, the first of them %1. Put them back, or go to the data page and look at the folder anew. Nothing of what you have chosen is lost.</source>
        <translation>
            <numerusform>%Ln image is no longer where it was: %1. Put it back, or go to the data page and look at the folder anew. Nothing of what you have chosen is lost.</numerusform>
            <numerusform>%Ln images are no longer where they were, the first of them %1. Put them back, or go to the data page and look at the folder anew. Nothing of what you have chosen is lost.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lucency::ui::WorklistPanel</name>
    <message numerus="yes">
        <source>%Ln studies</source>
        <translation>
            <numerusform>%Ln study</numerusform>
            <numerusform>%Ln studies</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln studies show the score of a former model.</source>
        <translation>
            <numerusform>%Ln study shows the score of a former model.</numerusform>
            <numerusform>%Ln studies show the score of a former model.</numerusform>
        </translation>
    </message>
</context>
</TS>
