<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB">
<context>
    <name>CurveWords</name>
    <message numerus="yes">
        <source>ROC curves of %n findings</source>
        <translation>
            <numerusform>ROC curve of %n finding</numerusform>
            <numerusform>ROC curves of %n findings</numerusform>
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
        <source>%Ln more files could not be used; a copy of the list has all of them.</source>
        <translation>
            <numerusform>%Ln more file could not be used; a copy of the list has all of them.</numerusform>
            <numerusform>%Ln more files could not be used; a copy of the list has all of them.</numerusform>
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
</context>
</TS>
