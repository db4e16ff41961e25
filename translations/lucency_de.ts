<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>Application</name>
    <message>
        <source>Unknown option %1. Try lucency --help.</source>
        <translation>Unbekannte Option %1. Hilfe: lucency --help.</translation>
    </message>
</context>
<context>
    <name>AskedWords</name>
    <message>
        <source>found</source>
        <translation>gefunden</translation>
    </message>
    <message>
        <source>missed</source>
        <translation>übersehen</translation>
    </message>
    <message>
        <source>false alarm</source>
        <translation>Fehlalarm</translation>
    </message>
    <message>
        <source>left alone</source>
        <translation>verneint</translation>
    </message>
    <message>
        <source>%1: images with it that were found</source>
        <translation>%1: Bilder mit dem Befund, die gefunden wurden</translation>
    </message>
    <message>
        <source>%1: images with it that were missed</source>
        <translation>%1: Bilder mit dem Befund, die übersehen wurden</translation>
    </message>
    <message>
        <source>%1: false alarms, images without it that were called</source>
        <translation>%1: Fehlalarme, gemeldete Bilder ohne den Befund</translation>
    </message>
    <message>
        <source>%1: images without it that were left alone</source>
        <translation>%1: Bilder ohne den Befund, die nicht gemeldet wurden</translation>
    </message>
    <message>
        <source>%1: the images whose probability is nearest to %2, where this point of the curve lies</source>
        <translation>%1: die Bilder, deren Wahrscheinlichkeit %2 am nächsten ist, wo dieser Punkt der Kurve liegt</translation>
    </message>
    <message>
        <source>%1: images given a probability of %2 to %3</source>
        <translation>%1: Bilder mit einer Wahrscheinlichkeit von %2 bis %3</translation>
    </message>
    <message>
        <source>%1: the group %2</source>
        <translation>%1: die Gruppe %2</translation>
    </message>
</context>
<context>
    <name>Augmentation</name>
    <message>
        <source>Turn</source>
        <translation>Drehung</translation>
    </message>
    <message>
        <source>Patients are seldom quite straight.</source>
        <translation>Patienten stehen selten ganz gerade.</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Small and tall people, near and far detectors.</source>
        <translation>Kleine und große Menschen, nahe und ferne Detektoren.</translation>
    </message>
    <message>
        <source>Width against height</source>
        <translation>Breite gegen Höhe</translation>
    </message>
    <message>
        <source>Sites crop and squeeze their images differently.</source>
        <translation>Häuser beschneiden und stauchen ihre Bilder verschieden.</translation>
    </message>
    <message>
        <source>Shift sideways</source>
        <translation>Verschiebung zur Seite</translation>
    </message>
    <message>
        <source>The chest is not always in the middle.</source>
        <translation>Der Brustkorb ist nicht immer in der Mitte.</translation>
    </message>
    <message>
        <source>Shift up and down</source>
        <translation>Verschiebung nach oben und unten</translation>
    </message>
    <message>
        <source>More or less of the neck and the belly.</source>
        <translation>Mehr oder weniger von Hals und Bauch.</translation>
    </message>
    <message>
        <source>Slant</source>
        <translation>Neigung</translation>
    </message>
    <message>
        <source>A tube or a patient that leans.</source>
        <translation>Röhre oder Patient stehen schräg.</translation>
    </message>
    <message>
        <source>Cut the edges off</source>
        <translation>Ränder abschneiden</translation>
    </message>
    <message>
        <source>The model then does not lean on letters at the edge. Beware of findings that show there.</source>
        <translation>Dann stützt sich das Modell nicht auf Buchstaben am Rand. Vorsicht bei Befunden, die sich dort zeigen.</translation>
    </message>
    <message>
        <source>Brightness</source>
        <translation>Helligkeit</translation>
    </message>
    <message>
        <source>Exposure differs from room to room.</source>
        <translation>Die Belichtung ist von Raum zu Raum verschieden.</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>Kontrast</translation>
    </message>
    <message>
        <source>So does the processing of the detector.</source>
        <translation>Ebenso die Verarbeitung des Detektors.</translation>
    </message>
    <message>
        <source>Grey scale</source>
        <translation>Grauskala</translation>
    </message>
    <message>
        <source>Lungs darker or lighter while black and white stay.</source>
        <translation>Lungen dunkler oder heller, während Schwarz und Weiß bleiben.</translation>
    </message>
    <message>
        <source>Grain</source>
        <translation>Rauschen</translation>
    </message>
    <message>
        <source>Low dose.</source>
        <translation>Niedrige Dosis.</translation>
    </message>
    <message>
        <source>Blur</source>
        <translation>Unschärfe</translation>
    </message>
    <message>
        <source>Breathing, and images that were made smaller before.</source>
        <translation>Atmung und Bilder, die vorher verkleinert wurden.</translation>
    </message>
    <message>
        <source>Hide a square</source>
        <translation>Ein Quadrat verdecken</translation>
    </message>
    <message>
        <source>The model has to look at more than one place.</source>
        <translation>Das Modell muss auf mehr als eine Stelle sehen.</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>up to %1 %</source>
        <translation>bis %1 %</translation>
    </message>
    <message>
        <source>up to %1 pixels</source>
        <translation>bis %1 Pixel</translation>
    </message>
    <message>
        <source>up to %1°</source>
        <translation>bis %1°</translation>
    </message>
</context>
<context>
    <name>CheckWords</name>
    <message>
        <source>The network learnt %1 by heart in %2. So images, labels and recipe fit together. Whether it finds the same in people whom it has never seen, only the training itself can show.</source>
        <translation>Das Netz hat %1 in %2 auswendig gelernt. Bilder, Labels und Rezept passen also zusammen. Ob es dasselbe bei Menschen findet, die es nie gesehen hat, kann nur das Training selbst zeigen.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln of your images</source>
        <translation>
            <numerusform>%Ln Ihrer Bilder</numerusform>
            <numerusform>%Ln Ihrer Bilder</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rounds</source>
        <translation>
            <numerusform>%n Runde</numerusform>
            <numerusform>%n Runden</numerusform>
        </translation>
    </message>
    <message>
        <source>All images that were tried have the same labels: there is nothing to tell apart. Look at the data page at what the labels stand for.</source>
        <translation>Alle probierten Bilder haben dieselben Labels: Es gibt nichts zu unterscheiden. Sehen Sie auf der Seite Daten nach, wofür die Labels stehen.</translation>
    </message>
    <message>
        <source>Some images with different labels are the very same picture, which nobody could tell apart. Look at the problems on the data page.</source>
        <translation>Einige Bilder mit verschiedenen Labels sind genau dasselbe Bild, das niemand unterscheiden könnte. Sehen Sie sich die Probleme auf der Seite Daten an.</translation>
    </message>
    <message>
        <source>The network&apos;s numbers grew beyond all bounds. Choose a smaller learning rate (training.learningRate) among all settings, or another recipe.</source>
        <translation>Die Zahlen des Netzes wuchsen über alle Grenzen. Wählen Sie unter allen Einstellungen eine kleinere Lernrate (training.learningRate) oder ein anderes Rezept.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln images</source>
        <translation>
            <numerusform>%Ln Bild</numerusform>
            <numerusform>%Ln Bilder</numerusform>
        </translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>reading the images %1, learning %2, choosing and measuring %3</source>
        <translation>Bilder lesen %1, lernen %2, auswählen und messen %3</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>%1 are free now</source>
        <translation>%1 sind jetzt frei</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Platte</translation>
    </message>
    <message>
        <source>%1 for the run and %2 for images made ready; %3 are free</source>
        <translation>%1 für den Lauf und %2 für vorbereitete Bilder; %3 sind frei</translation>
    </message>
    <message>
        <source>There may not be enough memory. Close other programs, or choose a smaller batch (training.batch) among all settings.</source>
        <translation>Der Speicher könnte nicht reichen. Schließen Sie andere Programme, oder wählen Sie unter allen Einstellungen einen kleineren Stapel (training.batch).</translation>
    </message>
    <message numerus="yes">
        <source>Memory does not suffice for a whole batch; it is taken in parts of %Ln images, which takes longer.</source>
        <translation>
            <numerusform>Der Speicher reicht nicht für einen ganzen Stapel; er wird in Teilen von %Ln Bild genommen, was länger dauert.</numerusform>
            <numerusform>Der Speicher reicht nicht für einen ganzen Stapel; er wird in Teilen von %Ln Bildern genommen, was länger dauert.</numerusform>
        </translation>
    </message>
    <message>
        <source>The disk is too full for the run. Free some space first: a full disk stops a training.</source>
        <translation>Die Platte ist zu voll für den Lauf. Schaffen Sie zuerst Platz: Eine volle Platte hält ein Training an.</translation>
    </message>
    <message>
        <source>That is long. The training can be stopped at any time and goes on where it stopped; a smaller recipe or fewer rounds (training.epochs) take less.</source>
        <translation>Das ist lang. Das Training lässt sich jederzeit anhalten und geht weiter, wo es aufhörte; ein kleineres Rezept oder weniger Runden (training.epochs) dauern kürzer.</translation>
    </message>
    <message>
        <source>The learning rate (training.learningRate) is too large: the network does not settle. With a much smaller one it learns your images.</source>
        <translation>Die Lernrate (training.learningRate) ist zu groß: Das Netz kommt nicht zur Ruhe. Mit einer viel kleineren lernt es Ihre Bilder.</translation>
    </message>
    <message>
        <source>The learning rate (training.learningRate) is too small: the network learns, but too slowly. With a much larger one it learns your images.</source>
        <translation>Die Lernrate (training.learningRate) ist zu klein: Das Netz lernt, aber zu langsam. Mit einer viel größeren lernt es Ihre Bilder.</translation>
    </message>
    <message>
        <source>The network cannot learn even %1 by heart, at any speed that was tried: it calls %2 of the labels right. Perhaps the network is too small, or it sees the images too coarsely. Try another recipe.</source>
        <translation>Das Netz kann nicht einmal %1 auswendig lernen, in keinem Tempo, das versucht wurde: Es nennt %2 der Labels richtig. Vielleicht ist das Netz zu klein oder sieht die Bilder zu grob. Versuchen Sie ein anderes Rezept.</translation>
    </message>
</context>
<context>
    <name>CloseQuestion</name>
    <message>
        <source>A training is running</source>
        <translation>Ein Training läuft</translation>
    </message>
    <message>
        <source>%1 is being trained. Stop it and close?</source>
        <translation>%1 wird trainiert. Anhalten und schließen?</translation>
    </message>
    <message>
        <source>It ends the batch in hand, a few seconds at most, and saves everything. At the next start it is in the list of runs as interrupted and goes on exactly where it was, when you say so.</source>
        <translation>Der angefangene Stapel wird beendet, das dauert höchstens einige Sekunden, und alles wird gesichert. Beim nächsten Start steht der Lauf als unterbrochen in der Liste und geht genau dort weiter, wo er war, sobald Sie es sagen.</translation>
    </message>
    <message>
        <source>Stop training and close</source>
        <translation>Training anhalten und schließen</translation>
    </message>
    <message>
        <source>Go on training</source>
        <translation>Weiter trainieren</translation>
    </message>
</context>
<context>
    <name>CommandLine</name>
    <message>
        <source>Stopping after the work in hand; once more stops at once.</source>
        <translation>Hält nach dem laufenden Schritt an; noch einmal bricht sofort ab.</translation>
    </message>
    <message>
        <source>Lucency reads chest radiographs and gives a second opinion. It supports a physician&apos;s read and never replaces it: not for primary diagnosis.
Without a subcommand it opens the window: lucency [PATH...], or lucency --demo for the bundled sample studies.</source>
        <translation>Lucency wertet Thoraxaufnahmen aus und gibt eine Zweitmeinung. Es unterstützt die ärztliche Befundung und ersetzt sie nie: nicht zur Primärdiagnose.
Ohne Unterbefehl öffnet es das Fenster: lucency [PFAD...], oder lucency --demo mit den beiliegenden Beispielen.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is neither a command nor a file or folder that is there; lucency --help names the commands.</source>
        <translation>„%1“ ist weder ein Befehl noch eine vorhandene Datei oder ein vorhandener Ordner; lucency --help nennt die Befehle.</translation>
    </message>
    <message>
        <source>%1 needs a value: what stands behind it is empty.</source>
        <translation>%1 braucht einen Wert: Was dahinter steht, ist leer.</translation>
    </message>
</context>
<context>
    <name>CompareCommand</name>
    <message>
        <source>Compare two tables of predictions of the same images</source>
        <translation>Zwei Tabellen mit Vorhersagen zu denselben Bildern vergleichen</translation>
    </message>
    <message>
        <source>Predictions of the first model</source>
        <translation>Vorhersagen des ersten Modells</translation>
    </message>
    <message>
        <source>Predictions of the second model</source>
        <translation>Vorhersagen des zweiten Modells</translation>
    </message>
    <message>
        <source>Table of labels, where the predictions have none: Image Index,Finding Labels</source>
        <translation>Tabelle der Labels, wo die Vorhersagen keine haben: Image Index,Finding Labels</translation>
    </message>
    <message>
        <source>Positive at or over it, for McNemar&apos;s test</source>
        <translation>Positiv ab diesem Wert, für den McNemar-Test</translation>
    </message>
    <message>
        <source>That of the second model, if another</source>
        <translation>Die des zweiten Modells, falls eine andere</translation>
    </message>
    <message>
        <source>Of the bootstrap by patient; 0 for none</source>
        <translation>Ziehungen des Bootstraps nach Patienten; 0 für keinen</translation>
    </message>
    <message>
        <source>Of the bootstrap</source>
        <translation>Startzahl des Bootstraps</translation>
    </message>
    <message>
        <source>File instead of stdout</source>
        <translation>Datei statt der Standardausgabe</translation>
    </message>
    <message>
        <source>Images are paired by path. The areas under the ROC curves are compared by DeLong&apos;s test, the calls by McNemar&apos;s. A p that is null could not be computed: nothing varies, or no image was called differently.
Exit codes: 0 all done; 2 wrong usage; 4 nothing done.</source>
        <translation>Bilder werden nach ihrem Pfad gepaart. Die Flächen unter den ROC-Kurven werden mit dem Test von DeLong verglichen, die Entscheidungen mit dem von McNemar. Ein p, das null ist, ließ sich nicht berechnen: nichts schwankt, oder kein Bild wurde verschieden beurteilt.
Rückgabewerte: 0 alles erledigt; 2 falscher Aufruf; 4 nichts erledigt.</translation>
    </message>
</context>
<context>
    <name>CompareWords</name>
    <message>
        <source>not measured</source>
        <translation>nicht gemessen</translation>
    </message>
    <message>
        <source>below 0.001</source>
        <translation>unter 0,001</translation>
    </message>
    <message>
        <source>difference of the AUCs %1, interval %2 to %3</source>
        <translation>Differenz der AUC %1, Intervall %2 bis %3</translation>
    </message>
    <message>
        <source>Whether %2 is better than %1 cannot be said: too few shared images with and without the finding.</source>
        <translation>Ob %2 besser ist als %1, lässt sich nicht sagen: zu wenige gemeinsame Bilder mit und ohne den Befund.</translation>
    </message>
    <message>
        <source>%2 is worse than %1: %3.</source>
        <translation>%2 ist schlechter als %1: %3.</translation>
    </message>
    <message>
        <source>%2 is better than %1: %3.</source>
        <translation>%2 ist besser als %1: %3.</translation>
    </message>
    <message>
        <source>No evidence that %2 is worse than %1: %3.</source>
        <translation>Kein Beleg, dass %2 schlechter ist als %1: %3.</translation>
    </message>
    <message>
        <source>No evidence that %2 is better than %1: %3.</source>
        <translation>Kein Beleg, dass %2 besser ist als %1: %3.</translation>
    </message>
</context>
<context>
    <name>CurveWords</name>
    <message>
        <source>not measured: no image has a known label of it.</source>
        <translation>nicht gemessen: von keinem Bild ist bekannt, ob es ihn zeigt.</translation>
    </message>
    <message>
        <source>not measured: no image has the finding.</source>
        <translation>nicht gemessen: kein Bild zeigt den Befund.</translation>
    </message>
    <message>
        <source>not measured: every image has the finding.</source>
        <translation>nicht gemessen: jedes Bild zeigt den Befund.</translation>
    </message>
    <message>
        <source>%1 %2 (95 %: %3 to %4)</source>
        <translation>%1 %2 (95 %: %3 bis %4)</translation>
    </message>
    <message>
        <source>ROC curve</source>
        <translation>ROC-Kurve</translation>
    </message>
    <message>
        <source>false alarms (1 - specificity)</source>
        <translation>Fehlalarme (1 - Spezifität)</translation>
    </message>
    <message>
        <source>found (sensitivity)</source>
        <translation>gefunden (Sensitivität)</translation>
    </message>
    <message>
        <source>operating point</source>
        <translation>Arbeitspunkt</translation>
    </message>
    <message>
        <source>AUC</source>
        <translation>AUC</translation>
    </message>
    <message>
        <source>ROC curve of %1: %2</source>
        <translation>ROC-Kurve von %1: %2</translation>
    </message>
    <message>
        <source>The nearer the curve comes to the upper left corner, the better; the dashed line is guessing. The band is the 95 % interval.</source>
        <translation>Je näher die Kurve der linken oberen Ecke kommt, desto besser; die gestrichelte Linie ist Raten. Das Band ist das 95-%-Intervall.</translation>
    </message>
    <message>
        <source>Precision and recall</source>
        <translation>Präzision und Sensitivität</translation>
    </message>
    <message>
        <source>found (recall, sensitivity)</source>
        <translation>gefunden (Sensitivität)</translation>
    </message>
    <message>
        <source>right among those called (precision)</source>
        <translation>richtig unter den Gemeldeten (Präzision)</translation>
    </message>
    <message>
        <source>AP</source>
        <translation>AP</translation>
    </message>
    <message>
        <source>Precision-recall curve of %1: %2</source>
        <translation>Präzision-Sensitivitäts-Kurve von %1: %2</translation>
    </message>
    <message>
        <source>The higher the curve stays towards the right, the fewer false alarms each found case costs; the dashed line (%1 of these images have the finding) is guessing.</source>
        <translation>Je höher die Kurve nach rechts hin bleibt, desto weniger Fehlalarme kostet jeder gefundene Fall; die gestrichelte Linie (%1 dieser Bilder zeigen den Befund) ist Raten.</translation>
    </message>
    <message>
        <source>Calibration</source>
        <translation>Kalibrierung</translation>
    </message>
    <message>
        <source>predicted probability</source>
        <translation>vorhergesagte Wahrscheinlichkeit</translation>
    </message>
    <message>
        <source>share that has the finding</source>
        <translation>Anteil mit dem Befund</translation>
    </message>
    <message>
        <source>calibration error %1</source>
        <translation>Kalibrierfehler %1</translation>
    </message>
    <message>
        <source>Calibration of %1: %2</source>
        <translation>Kalibrierung von %1: %2</translation>
    </message>
    <message>
        <source>On the dashed line a probability means what it says: of images given 70 %, 70 of 100 have the finding. Bars: how many images (at most %1).</source>
        <translation>Auf der gestrichelten Linie bedeutet eine Wahrscheinlichkeit, was sie sagt: von Bildern mit 70 % zeigen 70 von 100 den Befund. Balken: wie viele Bilder (höchstens %1).</translation>
    </message>
    <message>
        <source>ROC curves of all findings</source>
        <translation>ROC-Kurven aller Befunde</translation>
    </message>
    <message>
        <source>not measured: no finding has images with and without it.</source>
        <translation>nicht gemessen: von keinem Befund gibt es Bilder mit und ohne ihn.</translation>
    </message>
    <message numerus="yes">
        <source>ROC curves of %n findings</source>
        <translation>
            <numerusform>ROC-Kurve von %n Befund</numerusform>
            <numerusform>ROC-Kurven von %n Befunden</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 false alarms, %2 found</source>
        <translation>%1 Fehlalarme, %2 gefunden</translation>
    </message>
    <message>
        <source>%1 found, %2 of those called have it</source>
        <translation>%1 gefunden, %2 der Gemeldeten zeigen ihn</translation>
    </message>
    <message>
        <source>%1 images given %2 to %3: %4 have the finding</source>
        <translation>%1 Bilder mit %2 bis %3: %4 zeigen den Befund</translation>
    </message>
    <message>
        <source>%1: AUC %2</source>
        <translation>%1: AUC %2</translation>
    </message>
    <message>
        <source>One curve a finding, with its AUC, best first: 0.5 is guessing, 1 is perfect. Dots: operating points. Curves from few cases run in coarse steps.</source>
        <translation>Eine Kurve je Befund mit ihrer AUC, die beste zuerst: 0,5 ist Raten, 1 ist vollkommen. Punkte: Arbeitspunkte. Kurven aus wenigen Fällen verlaufen in groben Stufen.</translation>
    </message>
    <message>
        <source>ROC curves side by side</source>
        <translation>ROC-Kurven nebeneinander</translation>
    </message>
    <message>
        <source>not measured: no image with and without the finding.</source>
        <translation>nicht gemessen: es gibt nicht beides, Bilder mit und ohne den Befund.</translation>
    </message>
    <message numerus="yes">
        <source>ROC curves of %n results</source>
        <translation>
            <numerusform>ROC-Kurve von %n Ergebnis</numerusform>
            <numerusform>ROC-Kurven von %n Ergebnissen</numerusform>
        </translation>
    </message>
    <message>
        <source>Each on all of its own images, with its AUC and its operating point. Whether one is better is what the paired test says, on the images that both have.</source>
        <translation>Jede an allen eigenen Bildern, mit ihrer AUC und ihrem Arbeitspunkt. Ob eine besser ist, sagt der gepaarte Test an den Bildern, die beide haben.</translation>
    </message>
</context>
<context>
    <name>DataWords</name>
    <message>
        <source>%1 because of the person&apos;s age</source>
        <translation>%1 wegen des Alters der Person</translation>
    </message>
    <message>
        <source>%1 of which no finding is known</source>
        <translation>%1, von denen kein Befund bekannt ist</translation>
    </message>
    <message>
        <source>%1 whose labels name another finding</source>
        <translation>%1, deren Angaben einen anderen Befund nennen</translation>
    </message>
    <message>
        <source>%1 without a finding, which the recipe ignores</source>
        <translation>%1 ohne Befund, die das Rezept weglässt</translation>
    </message>
    <message>
        <source>%1 beside the folders of the parts</source>
        <translation>%1 neben den Ordnern der Teile</translation>
    </message>
    <message>
        <source>How images and labels were found was not recorded by the version of the program that made this run.</source>
        <translation>Wie Bilder und Angaben gefunden wurden, hat die Programmversion, mit der trainiert wurde, nicht festgehalten.</translation>
    </message>
    <message>
        <source>Where the images come from</source>
        <translation>Woher die Bilder kommen</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>images used</source>
        <translation>genutzte Bilder</translation>
    </message>
    <message>
        <source>people</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>rows in its table</source>
        <translation>Zeilen der Tabelle</translation>
    </message>
    <message>
        <source>rows without an image</source>
        <translation>Zeilen ohne Bild</translation>
    </message>
    <message>
        <source>images without a row</source>
        <translation>Bilder ohne Zeile</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>ausgelassen</translation>
    </message>
    <message>
        <source>Rows without an image and images without a row took no part. A dash: labels are folders, there is no table.</source>
        <translation>Zeilen ohne Bild und Bilder ohne Zeile nahmen nicht teil. Ein Strich: die Ordner sind die Angaben, es gibt keine Tabelle.</translation>
    </message>
    <message>
        <source>%1 (synthetic radiographs)</source>
        <translation>%1 (künstliche Röntgenaufnahmen)</translation>
    </message>
    <message>
        <source>Left out: %1.</source>
        <translation>Ausgelassen: %1.</translation>
    </message>
    <message>
        <source>Synthetic radiographs were only trained on. No figure of this report counts them, unless it says so.</source>
        <translation>Mit künstlichen Röntgenaufnahmen wurde nur trainiert. Keine Zahl dieses Berichts zählt sie mit, außer sie sagt es.</translation>
    </message>
    <message>
        <source>Images with each finding</source>
        <translation>Bilder mit jedem Befund</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>Befund</translation>
    </message>
    <message>
        <source>training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>Validierung</translation>
    </message>
    <message>
        <source>test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>An image may have several findings. Images whose label of a finding is unknown are left out for that finding.</source>
        <translation>Ein Bild kann mehrere Befunde zeigen. Bilder, bei denen ein Befund unbekannt ist, zählen für diesen Befund nicht.</translation>
    </message>
    <message>
        <source>all images</source>
        <translation>alle Bilder</translation>
    </message>
    <message>
        <source>People that two parts share, counted from split.csv for this report</source>
        <translation>Personen, die zwei Teile gemeinsam haben, für diesen Bericht aus split.csv gezählt</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>Teile</translation>
    </message>
    <message>
        <source>people in both</source>
        <translation>Personen in beiden</translation>
    </message>
    <message>
        <source>training and validation</source>
        <translation>Training und Validierung</translation>
    </message>
    <message>
        <source>training and test</source>
        <translation>Training und Test</translation>
    </message>
    <message>
        <source>validation and test</source>
        <translation>Validierung und Test</translation>
    </message>
    <message>
        <source>Only zeros prove that the model was measured on people whom it had never seen.</source>
        <translation>Nur Nullen beweisen, dass das Modell an Personen gemessen wurde, die es nie gesehen hat.</translation>
    </message>
    <message>
        <source>The parts share people: the figures of this report flatter and must not be used.</source>
        <translation>Die Teile haben Personen gemeinsam: die Zahlen dieses Berichts schmeicheln und dürfen nicht verwendet werden.</translation>
    </message>
    <message>
        <source>split.csv is the list that was trained with (SHA-256 %1).</source>
        <translation>split.csv ist die Liste, mit der trainiert wurde (SHA-256 %1).</translation>
    </message>
    <message>
        <source>split.csv is not the list that was trained with: it has changed since (SHA-256 %1, then %2).</source>
        <translation>split.csv ist nicht die Liste, mit der trainiert wurde: sie wurde seither geändert (SHA-256 %1, damals %2).</translation>
    </message>
    <message>
        <source>The data</source>
        <translation>Die Daten</translation>
    </message>
    <message>
        <source>%1 images of %2 people were measured.</source>
        <translation>%1 Bilder von %2 Personen wurden gemessen.</translation>
    </message>
    <message>
        <source>with</source>
        <translation>mit</translation>
    </message>
    <message>
        <source>without</source>
        <translation>ohne</translation>
    </message>
    <message>
        <source>label unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>Predicted, but not measured, because no image has a label of them: %1.</source>
        <translation>Vorhergesagt, aber nicht gemessen, weil es zu keinem Bild eine Angabe gibt: %1.</translation>
    </message>
    <message>
        <source>no finding at all</source>
        <translation>gar kein Befund</translation>
    </message>
    <message>
        <source>only findings that are not learnt</source>
        <translation>nur Befunde, die nicht gelernt werden</translation>
    </message>
    <message>
        <source>No two people had images that the comparison takes for the same. It finds copies, also rescaled or brightened, and not copies that were turned, cropped, framed, mirrored or inverted.</source>
        <translation>Keine zwei Personen hatten Bilder, die der Vergleich für dieselben hält. Er findet Kopien, auch in anderer Größe oder Helligkeit, nicht aber gedrehte, beschnittene, umrahmte, gespiegelte oder umgekehrte Kopien.</translation>
    </message>
    <message>
        <source>%1 that could not be read</source>
        <translation>%1, die nicht gelesen werden konnten</translation>
    </message>
    <message>
        <source>Could not be read: %1 and %2 more.</source>
        <translation>Nicht lesbar: %1 und %2 weitere.</translation>
    </message>
    <message>
        <source>Could not be read: %1.</source>
        <translation>Nicht lesbar: %1.</translation>
    </message>
    <message>
        <source>No two people had images that the comparison takes for the same. It finds copies, also when they were turned by up to 3 degrees, cropped by up to 5 % a side, framed, mirrored, inverted or changed in tone, and seldom those that were changed more, or are small and noisy.</source>
        <translation>Keine zwei Personen hatten Bilder, die der Vergleich für dieselben hält. Er findet Kopien, auch um bis zu 3 Grad gedrehte, um bis zu 5 % je Seite beschnittene, umrahmte, gespiegelte, umgekehrte oder in den Grautönen veränderte, und selten solche, die stärker verändert oder klein und verrauscht sind.</translation>
    </message>
    <message numerus="yes">
        <source>%1: nothing tells the patient of %Ln images. Each was taken for a person of its own; where that is not so, the same person may stand in two parts, and the figures flatter.</source>
        <translation>
            <numerusform>%1: von %Ln Bild ist der Patient nicht zu erkennen. Es gilt als eigene Person; wo das nicht stimmt, kann dieselbe Person in zwei Teilen stehen, und die Zahlen schmeicheln.</numerusform>
            <numerusform>%1: von %Ln Bildern ist der Patient nicht zu erkennen. Jedes gilt als eigene Person; wo das nicht stimmt, kann dieselbe Person in zwei Teilen stehen, und die Zahlen schmeicheln.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln images of the test part could not be read; they are in no figure.</source>
        <translation>
            <numerusform>%Ln Bild des Testteils ließ sich nicht lesen; es steht in keiner Zahl.</numerusform>
            <numerusform>%Ln Bilder des Testteils ließen sich nicht lesen; sie stehen in keiner Zahl.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln images could not be read and took no part: %1 of the training part, %2 of the validation part, %3 of the test part. No other number of this report counts them.</source>
        <translation>
            <numerusform>%Ln Bild konnte nicht gelesen werden und hat nicht teilgenommen: %1 aus dem Trainingsteil, %2 aus dem Validierungsteil, %3 aus dem Testteil. Keine andere Zahl dieses Berichts zählt es mit.</numerusform>
            <numerusform>%Ln Bilder konnten nicht gelesen werden und haben nicht teilgenommen: %1 aus dem Trainingsteil, %2 aus dem Validierungsteil, %3 aus dem Testteil. Keine andere Zahl dieses Berichts zählt sie mit.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pairs of images look the same; the images of a pair are in one part.</source>
        <translation>
            <numerusform>%Ln Paar von Bildern sieht gleich aus; die Bilder eines Paars sind in einem Teil.</numerusform>
            <numerusform>%Ln Paare von Bildern sehen gleich aus; die Bilder eines Paars sind in einem Teil.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln people were kept in the part of others because images of theirs look the same: duplicates under another name would have told the answer.</source>
        <translation>
            <numerusform>%Ln Person blieb im Teil anderer, weil Bilder von ihnen gleich aussehen: Doppel unter anderem Namen hätten die Antwort verraten.</numerusform>
            <numerusform>%Ln Personen blieben im Teil anderer, weil Bilder von ihnen gleich aussehen: Doppel unter anderem Namen hätten die Antwort verraten.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln synthetic images were left out: the figures are those of real radiographs.</source>
        <translation>
            <numerusform>%Ln synthetisches Bild wurde ausgelassen: die Zahlen sind die von echten Röntgenaufnahmen.</numerusform>
            <numerusform>%Ln synthetische Bilder wurden ausgelassen: die Zahlen sind die von echten Röntgenaufnahmen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pairs of images look the same and stand in different parts, as the images had been split before: the model was measured on copies of what it had learnt.</source>
        <translation>
            <numerusform>%Ln Paar von Bildern sieht gleich aus und steht in verschiedenen Teilen, wie die Bilder schon vorher aufgeteilt waren: Das Modell wurde an Kopien dessen gemessen, was es gelernt hatte.</numerusform>
            <numerusform>%Ln Paare von Bildern sehen gleich aus und stehen in verschiedenen Teilen, wie die Bilder schon vorher aufgeteilt waren: Das Modell wurde an Kopien dessen gemessen, was es gelernt hatte.</numerusform>
        </translation>
    </message>
    <message>
        <source>Is anyone in two parts?</source>
        <translation>Ist jemand in zwei Teilen?</translation>
    </message>
</context>
<context>
    <name>EvaluateCommand</name>
    <message>
        <source>evaluate needs --data (images to score, with --model) or --predictions (a table of them).</source>
        <translation>evaluate braucht --data (Bilder, die das Modell auswerten soll) oder --predictions (eine Tabelle mit Vorhersagen).</translation>
    </message>
    <message>
        <source>--threshold and --aim exclude each other.</source>
        <translation>--threshold und --aim schließen einander aus.</translation>
    </message>
    <message>
        <source>--aim is youden, f1, sensitivity&gt;=X, specificity&gt;=X (X between 0 and 1) or cost=X, not &quot;%1&quot;.</source>
        <translation>--aim ist youden, f1, sensitivity&gt;=X, specificity&gt;=X (X zwischen 0 und 1) oder cost=X, nicht „%1“.</translation>
    </message>
    <message>
        <source>without a model, --boxes and --found-boxes need each other.</source>
        <translation>Ohne Modell brauchen --boxes und --found-boxes einander.</translation>
    </message>
    <message>
        <source>--found-boxes goes with --predictions alone; a model&apos;s own heat maps are compared with --boxes.</source>
        <translation>--found-boxes gehört zu --predictions ohne --data; die Wärmekarten eines Modells werden mit --boxes verglichen.</translation>
    </message>
    <message>
        <source>--prevalence lies between 0 and 1.</source>
        <translation>--prevalence liegt zwischen 0 und 1.</translation>
    </message>
    <message>
        <source>--label is NAME=FINDING, not &quot;%1&quot;.</source>
        <translation>--label ist NAME=BEFUND, nicht „%1“.</translation>
    </message>
    <message>
        <source>Folder of images that the model is to score</source>
        <translation>Ordner mit Bildern, die das Modell auswerten soll</translation>
    </message>
    <message>
        <source>With --data, file for the predictions; without, a table of them by any program: path,patient_id,finding,label,probability, or what score --format csv writes</source>
        <translation>Mit --data die Datei für die Vorhersagen; ohne --data eine Tabelle mit Vorhersagen eines beliebigen Programms: path,patient_id,finding,label,probability, oder was score --format csv schreibt</translation>
    </message>
    <message>
        <source>Table of labels: Image Index,Finding Labels. Without it, labels are those of the predictions, or with --data the names of the images&apos; folders</source>
        <translation>Tabelle der Labels: Image Index,Finding Labels. Ohne sie gelten die Labels der Vorhersagen, mit --data die Namen der Ordner der Bilder</translation>
    </message>
    <message>
        <source>What a label or a folder is called among the findings; may be repeated</source>
        <translation>Wie ein Label oder ein Ordner unter den Befunden heißt; mehrfach möglich</translation>
    </message>
    <message>
        <source>Regular expression whose group 1 is the patient in a file name; may be repeated</source>
        <translation>Regulärer Ausdruck, dessen Gruppe 1 der Patient in einem Dateinamen ist; mehrfach möglich</translation>
    </message>
    <message>
        <source>Reference boxes: Image Index,Finding Label,Bbox [x,y,w,h]</source>
        <translation>Rahmen der Referenz: Image Index,Finding Label,Bbox [x,y,w,h]</translation>
    </message>
    <message>
        <source>Boxes of another program, in the same columns</source>
        <translation>Rahmen eines anderen Programms, in denselben Spalten</translation>
    </message>
    <message>
        <source>Operating point and calibration</source>
        <translation>Arbeitspunkt und Kalibrierung</translation>
    </message>
    <message>
        <source>Positive at or over it; without, the model&apos;s, or 0.5 without a model</source>
        <translation>Positiv ab diesem Wert; ohne Angabe der des Modells, ohne Modell 0,5</translation>
    </message>
    <message>
        <source>Predictions of other patients, on which --aim and --calibration are fitted</source>
        <translation>Vorhersagen zu anderen Patienten, an denen --aim und --calibration angepasst werden</translation>
    </message>
    <message>
        <source>youden, f1, sensitivity&gt;=X, specificity&gt;=X, or cost=X for a miss that costs X false alarms</source>
        <translation>youden, f1, sensitivity&gt;=X, specificity&gt;=X oder cost=X, wenn ein übersehener Fall so viel kostet wie X Fehlalarme</translation>
    </message>
    <message>
        <source>How probabilities are calibrated</source>
        <translation>Wie die Wahrscheinlichkeiten kalibriert werden</translation>
    </message>
    <message>
        <source>Share of people with a finding at which PPV and NPV are wanted; may be repeated</source>
        <translation>Anteil der Menschen mit einem Befund, für den PPV und NPV gefragt sind; mehrfach möglich</translation>
    </message>
    <message>
        <source>Of the bootstrap by patient; 0 for none</source>
        <translation>Ziehungen des Bootstraps nach Patienten; 0 für keinen</translation>
    </message>
    <message>
        <source>Of the bootstrap</source>
        <translation>Startzahl des Bootstraps</translation>
    </message>
    <message>
        <source>json: the whole report; table: for people</source>
        <translation>json: der ganze Bericht; table: zum Lesen</translation>
    </message>
    <message>
        <source>Measure a model, or predictions of any program, against labels</source>
        <translation>Ein Modell oder Vorhersagen eines beliebigen Programms an Labels messen</translation>
    </message>
    <message>
        <source>lucency evaluate --data DIR --labels CSV measures a model (--model FILE, else the one that is shipped) on labelled images;
lucency evaluate --predictions CSV measures predictions. doc/evaluation.md defines every figure.
A figure without cases to stand on is null (undefined), never 0.
Exit codes: 0 all done; 2 wrong usage; 3 some images refused or failed, the reasons are in the report; 4 nothing done.</source>
        <translation>lucency evaluate --data DIR --labels CSV misst ein Modell (--model FILE, sonst das mitgelieferte) an Bildern mit Labels;
lucency evaluate --predictions CSV misst Vorhersagen. doc/evaluation.md erklärt jede Zahl.
Eine Zahl, der keine Fälle zugrunde liegen, ist null (nicht definiert), nie 0.
Rückgabewerte: 0 alles erledigt; 2 falscher Aufruf; 3 einige Bilder abgelehnt oder fehlgeschlagen, die Gründe stehen im Bericht; 4 nichts getan.</translation>
    </message>
    <message>
        <source>--aim and --calibration need --validation or --split: what is fitted to the cases it is measured on flatters.</source>
        <translation>--aim und --calibration brauchen --validation oder --split: was an denselben Fällen angepasst und gemessen wird, fällt zu gut aus.</translation>
    </message>
    <message>
        <source>--validation and --split exclude each other.</source>
        <translation>--validation und --split schließen einander aus.</translation>
    </message>
    <message>
        <source>A run&apos;s split.csv: its test part is measured, its validation part fits --aim and --calibration</source>
        <translation>split.csv eines Laufs: sein Testteil wird gemessen, an seinem Validierungsteil werden --aim und --calibration angepasst</translation>
    </message>
    <message>
        <source>File instead of stdout; beside a .json the same is written for people, as .html and .pdf</source>
        <translation>Datei statt der Standardausgabe; neben einer .json steht dasselbe für Menschen, als .html und .pdf</translation>
    </message>
    <message>
        <source>No images of patients in these, so that they can be passed on</source>
        <translation>Darin keine Bilder von Patienten, damit man sie weitergeben kann</translation>
    </message>
    <message>
        <source>--output and --predictions name the same file.</source>
        <translation>--output und --predictions nennen dieselbe Datei.</translation>
    </message>
    <message numerus="yes">
        <source>%n images were refused or failed; the reasons are in the report.</source>
        <translation>
            <numerusform>%n Bild wurde abgelehnt oder schlug fehl; der Grund steht im Bericht.</numerusform>
            <numerusform>%n Bilder wurden abgelehnt oder schlugen fehl; die Gründe stehen im Bericht.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 needs --data.</source>
        <translation>%1 braucht --data.</translation>
    </message>
    <message>
        <source>--label needs --labels or --data: it says what their names mean.</source>
        <translation>--label braucht --labels oder --data: es sagt, was deren Namen bedeuten.</translation>
    </message>
</context>
<context>
    <name>EvaluationWords</name>
    <message>
        <source>undefined</source>
        <translation>nicht definiert</translation>
    </message>
    <message>
        <source>%1 images of %2 patients, %3 of them with a label.</source>
        <translation>%1 Bilder von %2 Patienten, davon %3 mit Label.</translation>
    </message>
    <message>
        <source>Without labels: %1.</source>
        <translation>Ohne Labels: %1.</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>Befund</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>Fälle</translation>
    </message>
    <message>
        <source>Without</source>
        <translation>Ohne</translation>
    </message>
    <message>
        <source>AUC (95 %, by patient)</source>
        <translation>AUC (95 %, nach Patienten)</translation>
    </message>
    <message>
        <source>Average precision</source>
        <translation>Mittlere Präzision</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>Schwelle</translation>
    </message>
    <message>
        <source>Sensitivity</source>
        <translation>Sensitivität</translation>
    </message>
    <message>
        <source>Specificity</source>
        <translation>Spezifität</translation>
    </message>
    <message>
        <source>PPV</source>
        <translation>PPV</translation>
    </message>
    <message>
        <source>NPV</source>
        <translation>NPV</translation>
    </message>
    <message>
        <source>Calibration error</source>
        <translation>Kalibrierfehler</translation>
    </message>
    <message>
        <source>* not validated, and never shown as a result</source>
        <translation>* nicht validiert, wird nie als Ergebnis gezeigt</translation>
    </message>
    <message>
        <source>Places of findings</source>
        <translation>Lokalisation der Befunde</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Pointing game</source>
        <translation>Pointing Game</translation>
    </message>
    <message>
        <source>by luck</source>
        <translation>durch Zufall</translation>
    </message>
    <message numerus="yes">
        <source>%n images were refused or failed; they are in no figure.</source>
        <translation>
            <numerusform>%n Bild wurde abgelehnt oder schlug fehl; es geht in keine Zahl ein.</numerusform>
            <numerusform>%n Bilder wurden abgelehnt oder schlugen fehl; sie gehen in keine Zahl ein.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The patient of %n images is unknown: each was taken for a patient of its own, and where that is not so the intervals are too narrow.</source>
        <translation>
            <numerusform>Bei %n Bild ist der Patient unbekannt: es gilt als eigener Patient, und wo das nicht stimmt, sind die Intervalle zu schmal.</numerusform>
            <numerusform>Bei %n Bildern ist der Patient unbekannt: jedes gilt als eigener Patient, und wo das nicht stimmt, sind die Intervalle zu schmal.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n patients are in the validation predictions too: the figures flatter.</source>
        <translation>
            <numerusform>%n Patient ist auch unter den Validierungsvorhersagen: die Zahlen fallen zu gut aus.</numerusform>
            <numerusform>%n Patienten sind auch unter den Validierungsvorhersagen: die Zahlen fallen zu gut aus.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n synthetic images were left out: the figures are those of real radiographs.</source>
        <translation>
            <numerusform>%n synthetisches Bild wurde ausgelassen: die Zahlen sind die von echten Röntgenaufnahmen.</numerusform>
            <numerusform>%n synthetische Bilder wurden ausgelassen: die Zahlen sind die von echten Röntgenaufnahmen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: after calibration %n images are called otherwise than by the model, whose threshold lies within a step of it; the figures at the threshold are not the model&apos;s. --aim chooses one anew.</source>
        <translation>
            <numerusform>%1: Nach der Kalibrierung wird %n Bild anders beurteilt als vom Modell, dessen Schwelle innerhalb einer ihrer Stufen liegt; die Zahlen an der Schwelle sind nicht die des Modells. --aim wählt eine neue.</numerusform>
            <numerusform>%1: Nach der Kalibrierung werden %n Bilder anders beurteilt als vom Modell, dessen Schwelle innerhalb einer ihrer Stufen liegt; die Zahlen an der Schwelle sind nicht die des Modells. --aim wählt eine neue.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FailureText</name>
    <message>
        <source>Not found</source>
        <translation>Nicht gefunden</translation>
    </message>
    <message>
        <source>%1 does not exist. Check the path; the drive may not be connected.</source>
        <translation>%1 existiert nicht. Bitte den Pfad prüfen; vielleicht ist das Laufwerk nicht verbunden.</translation>
    </message>
    <message>
        <source>No permission</source>
        <translation>Kein Zugriff</translation>
    </message>
    <message>
        <source>%1 cannot be read. Check that it is a file and that you may read it, or copy it to a folder of yours.</source>
        <translation>%1 kann nicht gelesen werden. Prüfen Sie, ob es eine Datei ist und Sie sie lesen dürfen, oder kopieren Sie sie in einen eigenen Ordner.</translation>
    </message>
    <message>
        <source>Empty folder</source>
        <translation>Leerer Ordner</translation>
    </message>
    <message>
        <source>%1 holds no radiographs. Choose a folder with DICOM, PNG, JPEG, TIFF or BMP files.</source>
        <translation>%1 enthält keine Röntgenaufnahmen. Bitte einen Ordner mit DICOM-, PNG-, JPEG-, TIFF- oder BMP-Dateien wählen.</translation>
    </message>
    <message>
        <source>Not an image</source>
        <translation>Kein Bild</translation>
    </message>
    <message>
        <source>%1 is neither a DICOM file nor a picture. It may have the wrong name, or be empty.</source>
        <translation>%1 ist weder eine DICOM-Datei noch ein Bild. Vielleicht ist der Name falsch oder die Datei leer.</translation>
    </message>
    <message>
        <source>No image inside</source>
        <translation>Kein Bild enthalten</translation>
    </message>
    <message>
        <source>%1 is a DICOM file without an image, such as a report or a directory.</source>
        <translation>%1 ist eine DICOM-Datei ohne Bild, etwa ein Bericht oder ein Verzeichnis.</translation>
    </message>
    <message>
        <source>Unknown compression</source>
        <translation>Unbekannte Kompression</translation>
    </message>
    <message>
        <source>%1 is compressed in a way that Lucency cannot read. Export it again uncompressed or as JPEG 2000 lossless.</source>
        <translation>%1 ist so komprimiert, dass Lucency es nicht lesen kann. Bitte unkomprimiert oder als verlustfreies JPEG 2000 neu exportieren.</translation>
    </message>
    <message>
        <source>Unknown pixel format</source>
        <translation>Unbekanntes Pixelformat</translation>
    </message>
    <message>
        <source>%1 stores its pixels in a way that Lucency cannot show rightly, so it does not show them.</source>
        <translation>%1 speichert die Pixel so, dass Lucency sie nicht richtig darstellen kann; das Bild wird daher nicht gezeigt.</translation>
    </message>
    <message>
        <source>Incomplete image</source>
        <translation>Unvollständiges Bild</translation>
    </message>
    <message>
        <source>%1 ends before its image is complete. Transfer it again from the source.</source>
        <translation>%1 endet, bevor das Bild vollständig ist. Bitte von der Quelle neu übertragen.</translation>
    </message>
    <message>
        <source>Contradictory header</source>
        <translation>Widersprüchlicher Header</translation>
    </message>
    <message>
        <source>%1 has pixel data that do not fit its stated size. Transfer it again from the source.</source>
        <translation>%1 hat Pixeldaten, die nicht zur angegebenen Größe passen. Bitte von der Quelle neu übertragen.</translation>
    </message>
    <message>
        <source>Impossible size</source>
        <translation>Unmögliche Größe</translation>
    </message>
    <message>
        <source>%1 states an impossible image size.</source>
        <translation>%1 gibt eine unmögliche Bildgröße an.</translation>
    </message>
    <message>
        <source>Too large</source>
        <translation>Zu groß</translation>
    </message>
    <message>
        <source>%1 states a larger image than a radiograph has, or than its own length can hold.</source>
        <translation>%1 gibt ein größeres Bild an, als eine Röntgenaufnahme hat oder als in die Datei passt.</translation>
    </message>
    <message>
        <source>Malformed file</source>
        <translation>Fehlerhafte Datei</translation>
    </message>
    <message>
        <source>%1 nests its data deeper than any real file does and was not opened, for safety.</source>
        <translation>%1 verschachtelt die Daten tiefer als jede echte Datei und wurde zur Sicherheit nicht geöffnet.</translation>
    </message>
    <message>
        <source>Damaged file</source>
        <translation>Beschädigte Datei</translation>
    </message>
    <message>
        <source>%1 is damaged. Transfer it again from the source.</source>
        <translation>%1 ist beschädigt. Bitte von der Quelle neu übertragen.</translation>
    </message>
    <message>
        <source>Not a radiograph</source>
        <translation>Keine Röntgenaufnahme</translation>
    </message>
    <message>
        <source>%1 is not a radiograph by its header. It can be shown, but is not scored.</source>
        <translation>%1 ist laut Header keine Röntgenaufnahme. Das Bild wird gezeigt, aber nicht ausgewertet.</translation>
    </message>
    <message>
        <source>Not a chest radiograph</source>
        <translation>Keine Thoraxaufnahme</translation>
    </message>
    <message>
        <source>Not a frontal view</source>
        <translation>Keine Frontalaufnahme</translation>
    </message>
    <message>
        <source>%1 is a lateral or other view by its header. The model knows frontal views only, so it is shown but not scored.</source>
        <translation>%1 ist laut Header eine seitliche oder andere Projektion. Das Modell kennt nur Frontalaufnahmen; das Bild wird gezeigt, aber nicht ausgewertet.</translation>
    </message>
    <message>
        <source>Not a model</source>
        <translation>Kein Modell</translation>
    </message>
    <message>
        <source>%1 is not a model that Lucency can use. Choose a .safetensors, .pth or TorchScript file.</source>
        <translation>%1 ist kein Modell, das Lucency verwenden kann. Bitte eine .safetensors-, .pth- oder TorchScript-Datei wählen.</translation>
    </message>
    <message>
        <source>Damaged model</source>
        <translation>Beschädigtes Modell</translation>
    </message>
    <message>
        <source>%1 is damaged: its checksum or layout is wrong. Copy the model again from its source.</source>
        <translation>%1 ist beschädigt: Prüfsumme oder Aufbau stimmt nicht. Bitte das Modell von der Quelle neu kopieren.</translation>
    </message>
    <message>
        <source>Model does not fit</source>
        <translation>Modell passt nicht</translation>
    </message>
    <message>
        <source>Newer model</source>
        <translation>Neueres Modell</translation>
    </message>
    <message>
        <source>%1 was made by a newer version of Lucency. Update Lucency to use it.</source>
        <translation>%1 stammt von einer neueren Version von Lucency. Bitte Lucency aktualisieren.</translation>
    </message>
    <message>
        <source>No such device</source>
        <translation>Gerät nicht vorhanden</translation>
    </message>
    <message>
        <source>The device %1 is not available on this computer. Choose &quot;cpu&quot; or &quot;auto&quot;.</source>
        <translation>Das Gerät %1 ist auf diesem Rechner nicht verfügbar. Bitte „cpu“ oder „auto“ wählen.</translation>
    </message>
    <message>
        <source>Missing column</source>
        <translation>Fehlende Spalte</translation>
    </message>
    <message>
        <source>%1: a column is missing.</source>
        <translation>%1: eine Spalte fehlt.</translation>
    </message>
    <message>
        <source>Unknown finding</source>
        <translation>Unbekannter Befund</translation>
    </message>
    <message>
        <source>%1 names a finding that Lucency does not know.</source>
        <translation>%1 nennt einen Befund, den Lucency nicht kennt.</translation>
    </message>
    <message>
        <source>Nothing labelled</source>
        <translation>Nichts mit Labels</translation>
    </message>
    <message>
        <source>%1: no image could be matched with a label of each kind that is needed.</source>
        <translation>%1: keinem Bild ließ sich ein Label jeder benötigten Art zuordnen.</translation>
    </message>
    <message>
        <source>Bad recipe</source>
        <translation>Ungültiges Rezept</translation>
    </message>
    <message>
        <source>%1: the recipe cannot be followed.</source>
        <translation>%1: das Rezept ist nicht ausführbar.</translation>
    </message>
    <message>
        <source>Bad argument</source>
        <translation>Ungültige Angabe</translation>
    </message>
    <message>
        <source>%1 cannot be used here.</source>
        <translation>%1 kann hier nicht verwendet werden.</translation>
    </message>
    <message>
        <source>Bad number</source>
        <translation>Ungültige Zahl</translation>
    </message>
    <message>
        <source>%1: a value is not a usable number.</source>
        <translation>%1: ein Wert ist keine brauchbare Zahl.</translation>
    </message>
    <message>
        <source>Newer database</source>
        <translation>Neuere Datenbank</translation>
    </message>
    <message>
        <source>%1 was written by a newer version of Lucency and was left untouched. Update Lucency to open it.</source>
        <translation>%1 wurde von einer neueren Version von Lucency geschrieben und nicht angetastet. Bitte Lucency aktualisieren.</translation>
    </message>
    <message>
        <source>Damaged database</source>
        <translation>Beschädigte Datenbank</translation>
    </message>
    <message>
        <source>%1 is damaged. It was left as it is; restore a backup, or move it away to start anew.</source>
        <translation>%1 ist beschädigt und blieb unverändert. Bitte eine Sicherung einspielen oder die Datei wegräumen, um neu zu beginnen.</translation>
    </message>
    <message>
        <source>Database in use</source>
        <translation>Datenbank in Benutzung</translation>
    </message>
    <message>
        <source>%1 is in use by another program. Close it and try again.</source>
        <translation>%1 wird von einem anderen Programm benutzt. Bitte dieses schließen und erneut versuchen.</translation>
    </message>
    <message>
        <source>Cannot write</source>
        <translation>Schreiben nicht möglich</translation>
    </message>
    <message>
        <source>%1 cannot be written. Choose a folder that you may write to.</source>
        <translation>%1 kann nicht geschrieben werden. Bitte einen Ordner mit Schreibrecht wählen.</translation>
    </message>
    <message>
        <source>Disk full</source>
        <translation>Datenträger voll</translation>
    </message>
    <message>
        <source>%1 cannot be written because the disk is full. Free some space and try again; nothing that was stored is lost.</source>
        <translation>%1 kann nicht geschrieben werden, weil der Datenträger voll ist. Bitte Platz schaffen und erneut versuchen; nichts Gespeichertes ist verloren.</translation>
    </message>
    <message>
        <source>Out of memory</source>
        <translation>Zu wenig Arbeitsspeicher</translation>
    </message>
    <message>
        <source>There is not enough memory for %1. Close other programs and try again.</source>
        <translation>Der Arbeitsspeicher reicht nicht für %1. Bitte andere Programme schließen und erneut versuchen.</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>%1 was stopped.</source>
        <translation>%1 wurde angehalten.</translation>
    </message>
    <message>
        <source>Unexpected error</source>
        <translation>Unerwarteter Fehler</translation>
    </message>
    <message>
        <source>%1: something went wrong that should not. Please report it.</source>
        <translation>%1: ein Fehler, der nicht vorkommen sollte. Bitte melden.</translation>
    </message>
    <message>
        <source>%1 shows another body part by its header, or is unlike every radiograph that the model learnt from. It can be shown, but is not scored.</source>
        <translation>%1 zeigt laut Header eine andere Körperregion oder gleicht keiner Aufnahme, aus der das Modell gelernt hat. Das Bild wird gezeigt, aber nicht ausgewertet.</translation>
    </message>
    <message>
        <source>Turned</source>
        <translation>Gedreht</translation>
    </message>
    <message>
        <source>%1 seems to lie on its side or upside down. It is shown but not scored: turn it and open it again.</source>
        <translation>%1 liegt anscheinend auf der Seite oder steht auf dem Kopf. Das Bild wird gezeigt, aber nicht ausgewertet: Drehen Sie es und öffnen Sie es erneut.</translation>
    </message>
    <message>
        <source>Black and white swapped</source>
        <translation>Schwarz und Weiß vertauscht</translation>
    </message>
    <message>
        <source>%1 seems to have black and white swapped. It is shown but not scored: export it again with air black and bone white.</source>
        <translation>Bei %1 sind anscheinend Schwarz und Weiß vertauscht. Das Bild wird gezeigt, aber nicht ausgewertet: Exportieren Sie es neu, mit schwarzer Luft und weißen Knochen.</translation>
    </message>
    <message>
        <source>Another image</source>
        <translation>Anderes Bild</translation>
    </message>
    <message>
        <source>%1 is not the image that was imported any more: the file was replaced. It is neither shown nor scored under this name. Import its folder again.</source>
        <translation>%1 ist nicht mehr das Bild, das importiert wurde: Die Datei wurde ersetzt. Unter diesem Namen wird sie weder gezeigt noch bewertet. Importieren Sie ihren Ordner noch einmal.</translation>
    </message>
    <message>
        <source>Other processes not found</source>
        <translation>Andere Prozesse nicht gefunden</translation>
    </message>
    <message>
        <source>The other processes of this training were not found at %1. Start all of them within five minutes, with the same MASTER_ADDR, MASTER_PORT and WORLD_SIZE, on machines that reach each other.</source>
        <translation>Die anderen Prozesse dieses Trainings wurden unter %1 nicht gefunden. Starten Sie alle innerhalb von fünf Minuten, mit gleichem MASTER_ADDR, MASTER_PORT und WORLD_SIZE, auf Rechnern, die einander erreichen.</translation>
    </message>
    <message>
        <source>%1 is missing, and without it the training cannot go on. Restore it from a copy, or start the run anew in another folder; the weights in this one can still be used.</source>
        <translation>%1 fehlt, und ohne diese Datei kann das Training nicht weitergehen. Stellen Sie sie aus einer Kopie wieder her, oder beginnen Sie den Lauf in einem anderen Ordner neu; die Gewichte in diesem sind weiterhin brauchbar.</translation>
    </message>
    <message>
        <source>%1 is damaged, so the training cannot go on from it. Restore it from a copy, or start the run anew in another folder; the weights in this one can still be used.</source>
        <translation>%1 ist beschädigt, deshalb kann das Training davon nicht weitergehen. Stellen Sie die Datei aus einer Kopie wieder her, oder beginnen Sie den Lauf in einem anderen Ordner neu; die Gewichte in diesem sind weiterhin brauchbar.</translation>
    </message>
    <message>
        <source>The training cannot go on: what it works with is no longer what %1 says. Put back what has changed, or start the run anew in another folder.</source>
        <translation>Das Training kann nicht weitergehen: Womit es arbeitet, ist nicht mehr das, was %1 angibt. Stellen Sie das Geänderte wieder her, oder beginnen Sie den Lauf in einem anderen Ordner neu.</translation>
    </message>
    <message>
        <source>modality %1</source>
        <translation>Modalität %1</translation>
    </message>
    <message>
        <source>SOP class %1</source>
        <translation>SOP-Klasse %1</translation>
    </message>
    <message>
        <source>body part %1</source>
        <translation>Körperteil %1</translation>
    </message>
    <message>
        <source>described as %1</source>
        <translation>beschrieben als %1</translation>
    </message>
    <message>
        <source>view %1</source>
        <translation>Projektion %1</translation>
    </message>
    <message>
        <source>Left alone</source>
        <translation>Wird nicht mehr gelesen</translation>
    </message>
    <message>
        <source>Lucency ended twice while it was reading %1, and does not read the file any more. Transfer it again from the source: once it has changed, it is read again.</source>
        <translation>Lucency wurde zweimal beendet, während es %1 las, und liest die Datei nicht mehr. Übertragen Sie sie erneut von der Quelle: Ist sie verändert, wird sie wieder gelesen.</translation>
    </message>
    <message>
        <source>Not such a table</source>
        <translation>Keine solche Tabelle</translation>
    </message>
    <message>
        <source>%1 is not a table as it is needed here. Its first row has to name the columns, such as &quot;Image Index,Finding Labels&quot; in a table of labels.</source>
        <translation>%1 ist keine Tabelle, wie sie hier gebraucht wird. Ihre erste Zeile muss die Spalten nennen, etwa &quot;Image Index,Finding Labels&quot; in einer Tabelle mit Befunden.</translation>
    </message>
    <message>
        <source>The network in %1 is not as described.</source>
        <translation>Das Netz in %1 ist nicht so, wie es beschrieben ist.</translation>
    </message>
    <message>
        <source>%1 is an address, and Lucency opens nothing from the network. Save it as a file, and open that.</source>
        <translation>%1 ist eine Adresse, und Lucency öffnet nichts aus dem Netz. Speichern Sie sie als Datei, und öffnen Sie diese.</translation>
    </message>
</context>
<context>
    <name>FigureWords</name>
    <message>
        <source>the test part has cases of one class only</source>
        <translation>der Testteil hat nur Fälle einer Klasse</translation>
    </message>
    <message>
        <source>the validation part has cases of one class only</source>
        <translation>der Validierungsteil hat nur Fälle einer Klasse</translation>
    </message>
    <message>
        <source>fewer than 10 cases in the test part</source>
        <translation>weniger als 10 Fälle im Testteil</translation>
    </message>
    <message>
        <source>all cases of a class come from one patient</source>
        <translation>alle Fälle einer Klasse kommen von einem Patienten</translation>
    </message>
    <message>
        <source>the interval of its AUC reaches 0.5</source>
        <translation>das Intervall seiner AUC reicht bis 0,5</translation>
    </message>
    <message>
        <source>reduced to 64 pixels</source>
        <translation>auf 64 Pixel verkleinert</translation>
    </message>
    <message>
        <source>upper corners black</source>
        <translation>obere Ecken schwarz</translation>
    </message>
    <message>
        <source>turned by 7 degrees</source>
        <translation>um 7 Grad gedreht</translation>
    </message>
    <message>
        <source>enlarged by 15 %</source>
        <translation>um 15 % vergrößert</translation>
    </message>
    <message>
        <source>stretched by 15 %</source>
        <translation>um 15 % gedehnt</translation>
    </message>
    <message>
        <source>darker (gamma 1.4)</source>
        <translation>dunkler (Gamma 1,4)</translation>
    </message>
    <message>
        <source>brighter (gamma 0.7)</source>
        <translation>heller (Gamma 0,7)</translation>
    </message>
    <message>
        <source>noise of 3 %</source>
        <translation>Rauschen von 3 %</translation>
    </message>
    <message>
        <source>(%1 to %2)</source>
        <translation>(%1 bis %2)</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
</context>
<context>
    <name>FindingNames</name>
    <message>
        <source>No Finding</source>
        <translation>Kein Befund</translation>
    </message>
    <message>
        <source>Atelectasis</source>
        <translation>Atelektase</translation>
    </message>
    <message>
        <source>Cardiomegaly</source>
        <translation>Kardiomegalie</translation>
    </message>
    <message>
        <source>Consolidation</source>
        <translation>Konsolidierung</translation>
    </message>
    <message>
        <source>Edema</source>
        <translation>Lungenödem</translation>
    </message>
    <message>
        <source>Effusion</source>
        <translation>Erguss</translation>
    </message>
    <message>
        <source>Emphysema</source>
        <translation>Emphysem</translation>
    </message>
    <message>
        <source>Fibrosis</source>
        <translation>Fibrose</translation>
    </message>
    <message>
        <source>Hernia</source>
        <translation>Hernie</translation>
    </message>
    <message>
        <source>Infiltration</source>
        <translation>Infiltrat</translation>
    </message>
    <message>
        <source>Mass</source>
        <translation>Raumforderung</translation>
    </message>
    <message>
        <source>Nodule</source>
        <translation>Rundherd</translation>
    </message>
    <message>
        <source>Pleural thickening</source>
        <translation>Pleuraverdickung</translation>
    </message>
    <message>
        <source>Pneumonia</source>
        <translation>Pneumonie</translation>
    </message>
    <message>
        <source>Pneumothorax</source>
        <translation>Pneumothorax</translation>
    </message>
    <message>
        <source>Pneumonia (child)</source>
        <translation>Pneumonie (Kind)</translation>
    </message>
</context>
<context>
    <name>FindingWords</name>
    <message>
        <source>%1 × %2 cells</source>
        <translation>%1 × %2 Zellen</translation>
    </message>
    <message>
        <source>&lt; 1 %</source>
        <translation>&lt; 1 %</translation>
    </message>
    <message>
        <source>&gt; 99 %</source>
        <translation>&gt; 99 %</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>ages %1 to %2</source>
        <translation>%1 bis %2 Jahre</translation>
    </message>
    <message>
        <source>ages from %1</source>
        <translation>ab %1 Jahren</translation>
    </message>
    <message>
        <source>ages up to %1</source>
        <translation>bis %1 Jahre</translation>
    </message>
    <message>
        <source>all ages</source>
        <translation>alle Altersgruppen</translation>
    </message>
    <message>
        <source>over the operating point of %1</source>
        <translation>über dem Arbeitspunkt von %1</translation>
    </message>
    <message>
        <source>under the operating point of %1</source>
        <translation>unter dem Arbeitspunkt von %1</translation>
    </message>
    <message>
        <source>trained on %1: no figure for this patient</source>
        <translation>Trainingsalter %1: hier kein Wert</translation>
    </message>
    <message>
        <source>not validated: no figure shown</source>
        <translation>nicht validiert: kein Wert gezeigt</translation>
    </message>
    <message>
        <source>On the validation data, of 100 images with the finding %1 were over this point, and of 100 without it %2 were.</source>
        <translation>In den Validierungsdaten lagen von 100 Bildern mit dem Befund %1 über diesem Punkt, von 100 ohne ihn %2.</translation>
    </message>
    <message>
        <source>%1 with, %2 without</source>
        <translation>%1 mit, %2 ohne</translation>
    </message>
    <message>
        <source>Chosen on %1.</source>
        <translation>Gewählt an: %1.</translation>
    </message>
    <message>
        <source>Chosen on %1 (%2).</source>
        <translation>Gewählt an: %1 (%2).</translation>
    </message>
    <message>
        <source>AUC %1 (%2–%3) on the test part.</source>
        <translation>AUC %1 (%2–%3) im Testteil.</translation>
    </message>
    <message>
        <source>Trained on %1.</source>
        <translation>Trainingsalter: %1.</translation>
    </message>
    <message>
        <source>age unknown: counts only for %1</source>
        <translation>Alter unbekannt: gilt nur für %1</translation>
    </message>
    <message>
        <source>chosen on the validation part for the aim %1</source>
        <translation>auf dem Validierungsteil gewählt, Ziel: %1</translation>
    </message>
    <message>
        <source>no threshold reached it there, this is the nearest</source>
        <translation>dort erreichte es keine Schwelle, dies ist die nächste</translation>
    </message>
    <message>
        <source>the model&apos;s own, from its validation data</source>
        <translation>die des Modells, aus seinen Validierungsdaten</translation>
    </message>
    <message>
        <source>as given on the command line</source>
        <translation>wie auf der Befehlszeile angegeben</translation>
    </message>
    <message>
        <source>the middle, because none was chosen</source>
        <translation>die Mitte, weil keine gewählt wurde</translation>
    </message>
    <message>
        <source>At the operating point</source>
        <translation>Am Arbeitspunkt</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>Zahl</translation>
    </message>
    <message>
        <source>What it means</source>
        <translation>Was sie bedeutet</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>95 % interval</source>
        <translation>95-%-Intervall</translation>
    </message>
    <message>
        <source>Precision and negative predictive value hold for the share of cases among these images alone: where the finding is rarer, precision is lower.</source>
        <translation>Positiver und negativer Vorhersagewert gelten nur für den Anteil der Fälle unter diesen Bildern: wo der Befund seltener ist, ist der positive niedriger.</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>Schwelle</translation>
    </message>
    <message>
        <source>Sensitivity (recall)</source>
        <translation>Sensitivität</translation>
    </message>
    <message>
        <source>of images with it, the share that is called</source>
        <translation>von Bildern mit ihm der Anteil, der gemeldet wird</translation>
    </message>
    <message>
        <source>Specificity</source>
        <translation>Spezifität</translation>
    </message>
    <message>
        <source>of images without it, the share that is left alone</source>
        <translation>von Bildern ohne ihn der Anteil, der nicht gemeldet wird</translation>
    </message>
    <message>
        <source>Precision (PPV)</source>
        <translation>Präzision (PPW)</translation>
    </message>
    <message>
        <source>of images called, the share that has it</source>
        <translation>von gemeldeten Bildern der Anteil, der ihn zeigt</translation>
    </message>
    <message>
        <source>Negative predictive value</source>
        <translation>Negativer Vorhersagewert</translation>
    </message>
    <message>
        <source>of images left alone, the share that does not have it</source>
        <translation>von nicht gemeldeten Bildern der Anteil ohne ihn</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>Richtigkeit</translation>
    </message>
    <message>
        <source>of all images, the share that is called rightly</source>
        <translation>von allen Bildern der Anteil, der richtig beurteilt wird</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>harmonic mean of sensitivity and precision</source>
        <translation>harmonisches Mittel aus Sensitivität und Präzision</translation>
    </message>
    <message>
        <source>Balanced accuracy</source>
        <translation>Ausgewogene Richtigkeit</translation>
    </message>
    <message>
        <source>mean of sensitivity and specificity</source>
        <translation>Mittel aus Sensitivität und Spezifität</translation>
    </message>
    <message>
        <source>AUC of hard labels</source>
        <translation>AUC der harten Urteile</translation>
    </message>
    <message>
        <source>what some papers print as AUC: the balanced accuracy by another name</source>
        <translation>was manche Arbeiten als AUC drucken: die ausgewogene Richtigkeit unter anderem Namen</translation>
    </message>
    <message>
        <source>Matthews correlation</source>
        <translation>Matthews-Korrelation</translation>
    </message>
    <message>
        <source>of calls and labels: 0 is guessing, 1 is perfect</source>
        <translation>von Urteil und Angabe: 0 ist Raten, 1 ist vollkommen</translation>
    </message>
    <message>
        <source>Youden&apos;s index</source>
        <translation>Youden-Index</translation>
    </message>
    <message>
        <source>sensitivity + specificity - 1</source>
        <translation>Sensitivität + Spezifität - 1</translation>
    </message>
    <message>
        <source>Whatever the operating point</source>
        <translation>Unabhängig vom Arbeitspunkt</translation>
    </message>
    <message>
        <source>AUC</source>
        <translation>AUC</translation>
    </message>
    <message>
        <source>interval of DeLong: every image a case of its own</source>
        <translation>Intervall nach DeLong: jedes Bild ein eigener Fall</translation>
    </message>
    <message>
        <source>AUC, by patient</source>
        <translation>AUC, nach Patienten</translation>
    </message>
    <message>
        <source>interval by drawing patients, for those with several images</source>
        <translation>Intervall durch Ziehen von Patienten, für solche mit mehreren Bildern</translation>
    </message>
    <message>
        <source>Partial AUC</source>
        <translation>Teil-AUC</translation>
    </message>
    <message>
        <source>up to 10 % false alarms, scaled so that guessing is 0.5</source>
        <translation>bis 10 % Fehlalarme, so skaliert, dass Raten 0,5 ist</translation>
    </message>
    <message>
        <source>Average precision</source>
        <translation>Mittlere Präzision</translation>
    </message>
    <message>
        <source>area under the precision-recall curve</source>
        <translation>Fläche unter der Präzision-Sensitivitäts-Kurve</translation>
    </message>
    <message>
        <source>Brier score</source>
        <translation>Brier-Wert</translation>
    </message>
    <message>
        <source>mean squared error of the probabilities: 0 is perfect</source>
        <translation>mittlerer quadratischer Fehler der Wahrscheinlichkeiten: 0 ist vollkommen</translation>
    </message>
    <message>
        <source>Calibration error</source>
        <translation>Kalibrierfehler</translation>
    </message>
    <message>
        <source>how far probabilities are off on average</source>
        <translation>wie weit Wahrscheinlichkeiten im Mittel danebenliegen</translation>
    </message>
    <message>
        <source>AUC against no finding</source>
        <translation>AUC gegen ohne Befund</translation>
    </message>
    <message>
        <source>the negatives are images without any finding (%1)</source>
        <translation>die negativen Bilder sind ohne jeden Befund (%1)</translation>
    </message>
    <message>
        <source>AUC on phantoms</source>
        <translation>AUC an Phantomen</translation>
    </message>
    <message>
        <source>synthetic radiographs alone (%1), in no other figure</source>
        <translation>nur künstliche Röntgenaufnahmen (%1), in keiner anderen Zahl</translation>
    </message>
    <message>
        <source>Per class, as papers print it</source>
        <translation>Je Klasse, wie Arbeiten sie drucken</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>precision</source>
        <translation>Präzision</translation>
    </message>
    <message>
        <source>recall</source>
        <translation>Sensitivität</translation>
    </message>
    <message>
        <source>images</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Macro: plain mean of the classes. Weighted: by how many images they have.</source>
        <translation>Makro: einfaches Mittel der Klassen. Gewichtet: danach, wie viele Bilder sie haben.</translation>
    </message>
    <message>
        <source>without</source>
        <translation>ohne</translation>
    </message>
    <message>
        <source>with</source>
        <translation>mit</translation>
    </message>
    <message>
        <source>macro average</source>
        <translation>Makro-Mittel</translation>
    </message>
    <message>
        <source>weighted average</source>
        <translation>gewichtetes Mittel</translation>
    </message>
    <message>
        <source>Where the finding is rarer or more frequent</source>
        <translation>Wo der Befund seltener oder häufiger ist</translation>
    </message>
    <message>
        <source>Share of people with it</source>
        <translation>Anteil der Personen mit ihm</translation>
    </message>
    <message>
        <source>Precision (95 %)</source>
        <translation>Präzision (95 %)</translation>
    </message>
    <message>
        <source>Negative predictive value (95 %)</source>
        <translation>Negativer Vorhersagewert (95 %)</translation>
    </message>
    <message>
        <source>The same sensitivity and specificity, by Bayes&apos; theorem.</source>
        <translation>Bei gleicher Sensitivität und Spezifität, nach dem Satz von Bayes.</translation>
    </message>
    <message>
        <source>as they are</source>
        <translation>wie sie sind</translation>
    </message>
    <message>
        <source>Changed images</source>
        <translation>Veränderte Bilder</translation>
    </message>
    <message>
        <source>The test images were changed and scored again; where the AUC falls, the model hangs on what the change takes away. Reducing to 64 pixels takes away small detail, black corners the letters.</source>
        <translation>Die Testbilder wurden verändert und neu ausgewertet; wo die AUC fällt, hängt das Modell an dem, was die Änderung wegnimmt. Die Verkleinerung auf 64 Pixel nimmt feine Einzelheiten weg, schwarze Ecken die Buchstaben.</translation>
    </message>
    <message>
        <source>Does the heat map point at the right place?</source>
        <translation>Zeigt die Wärmekarte auf die richtige Stelle?</translation>
    </message>
    <message>
        <source>Counted as a hit</source>
        <translation>Als Treffer gezählt</translation>
    </message>
    <message>
        <source>Model (95 %)</source>
        <translation>Modell (95 %)</translation>
    </message>
    <message>
        <source>Random maps</source>
        <translation>Zufallskarten</translation>
    </message>
    <message>
        <source>On %1 images with boxes drawn by radiologists; on %2 of them the map showed no place. Random maps are what luck gives.</source>
        <translation>An %1 Bildern mit Rahmen von Radiologen; auf %2 davon zeigte die Karte keine Stelle. Zufallskarten sind, was das Glück gibt.</translation>
    </message>
    <message>
        <source>the hottest point lies in a box</source>
        <translation>der heißeste Punkt liegt in einem Rahmen</translation>
    </message>
    <message>
        <source>map and box overlap by %1 (IoU)</source>
        <translation>Karte und Rahmen überlappen zu %1 (IoU)</translation>
    </message>
    <message>
        <source>On %1 more its label is unknown.</source>
        <translation>Bei %1 weiteren ist er unbekannt.</translation>
    </message>
    <message>
        <source>Validated: at least 10 test images have it, and its AUC is above 0.5 with 95 % confidence.</source>
        <translation>Validiert: mindestens 10 Testbilder zeigen ihn, und seine AUC liegt mit 95 % Sicherheit über 0,5.</translation>
    </message>
    <message>
        <source>All findings</source>
        <translation>Alle Befunde</translation>
    </message>
    <message>
        <source>Per finding, at its operating point</source>
        <translation>Je Befund, an seinem Arbeitspunkt</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>Befund</translation>
    </message>
    <message>
        <source>average precision</source>
        <translation>mittlere Präzision</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>Richtigkeit</translation>
    </message>
    <message>
        <source>images with it</source>
        <translation>Bilder mit ihm</translation>
    </message>
    <message>
        <source>micro average</source>
        <translation>Mikro-Mittel</translation>
    </message>
    <message>
        <source>Not validated, and never shown to readers as a result: %1.</source>
        <translation>Nicht validiert und Befundenden nie als Ergebnis gezeigt: %1.</translation>
    </message>
    <message>
        <source>the model&apos;s file says so</source>
        <translation>so steht es in der Modelldatei</translation>
    </message>
    <message>
        <source>Macro: plain mean of the findings that have the figure. Weighted: by their cases. Micro: all pairs of image and finding as one set. A dash: not measured, for want of cases.</source>
        <translation>Makro: einfaches Mittel der Befunde, die die Zahl haben. Gewichtet: nach ihren Fällen. Mikro: alle Paare aus Bild und Befund als eine Menge. Ein Strich: mangels Fällen nicht gemessen.</translation>
    </message>
    <message>
        <source>Test images: %1 with it, %2 without, of %3 people.</source>
        <translation>Testbilder: %1 mit ihm, %2 ohne, von %3 Personen.</translation>
    </message>
    <message>
        <source>The model&apos;s file calls it validated, on the test data of its own training.</source>
        <translation>Die Modelldatei nennt ihn validiert, an den Testdaten ihres eigenen Trainings.</translation>
    </message>
    <message>
        <source>set by hand in the workbench, with these very images in view</source>
        <translation>in der Auswertung von Hand gesetzt, mit eben diesen Bildern vor Augen</translation>
    </message>
    <message>
        <source>chosen in the workbench for the aim %1, on these very images: it flatters</source>
        <translation>in der Auswertung gewählt, Ziel: %1, an eben diesen Bildern: das schmeichelt</translation>
    </message>
    <message>
        <source>chosen in the workbench for the aim %1, on the validation part</source>
        <translation>in der Auswertung gewählt, Ziel: %1, auf dem Validierungsteil</translation>
    </message>
    <message>
        <source>validation part of the run</source>
        <translation>Validierungsteil des Laufs</translation>
    </message>
    <message>
        <source>the model&apos;s own, which was %1 before the probabilities were recalibrated</source>
        <translation>die des Modells selbst, die vor der Neukalibrierung der Wahrscheinlichkeiten %1 war</translation>
    </message>
</context>
<context>
    <name>ForestWords</name>
    <message>
        <source>Sex</source>
        <translation>Geschlecht</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Alter</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Projektion</translation>
    </message>
    <message>
        <source>Scanner</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Shown for this age</source>
        <translation>Für dieses Alter gezeigt</translation>
    </message>
    <message>
        <source>under 18 years</source>
        <translation>unter 18 Jahren</translation>
    </message>
    <message>
        <source>18 to 39 years</source>
        <translation>18 bis 39 Jahre</translation>
    </message>
    <message>
        <source>40 to 59 years</source>
        <translation>40 bis 59 Jahre</translation>
    </message>
    <message>
        <source>60 years and over</source>
        <translation>60 Jahre und älter</translation>
    </message>
    <message>
        <source>female</source>
        <translation>weiblich</translation>
    </message>
    <message>
        <source>male</source>
        <translation>männlich</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>%1 (%2 to %3)</source>
        <translation>%1 (%2 bis %3)</translation>
    </message>
    <message>
        <source>AUC</source>
        <translation>AUC</translation>
    </message>
    <message>
        <source>with / without</source>
        <translation>mit / ohne</translation>
    </message>
    <message>
        <source>AUC (95 % interval)</source>
        <translation>AUC (95-%-Intervall)</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>nicht gemessen</translation>
    </message>
    <message>
        <source>Groups of people</source>
        <translation>Gruppen von Personen</translation>
    </message>
    <message>
        <source>not measured: there are cases of one class only.</source>
        <translation>nicht gemessen: es gibt nur Fälle einer Klasse.</translation>
    </message>
    <message>
        <source>The orange line is the AUC of all; where a group&apos;s bar does not reach it, the model serves that group worse or better than the rest.</source>
        <translation>Die orange Linie ist die AUC aller; wo der Balken einer Gruppe sie nicht erreicht, dient das Modell dieser Gruppe schlechter oder besser als den übrigen.</translation>
    </message>
    <message>
        <source>Not measured: fewer than 5 images with or without the finding.</source>
        <translation>Nicht gemessen: weniger als 5 Bilder mit oder ohne den Befund.</translation>
    </message>
    <message>
        <source>sex</source>
        <translation>Geschlecht</translation>
    </message>
    <message>
        <source>age</source>
        <translation>Alter</translation>
    </message>
    <message>
        <source>view</source>
        <translation>Projektion</translation>
    </message>
    <message>
        <source>scanner</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Not recorded for these images: %1.</source>
        <translation>Zu diesen Bildern nicht verzeichnet: %1.</translation>
    </message>
    <message>
        <source>not measured: sex, age, view and scanner are not recorded for these images.</source>
        <translation>nicht gemessen: Geschlecht, Alter, Projektion und Gerät sind zu diesen Bildern nicht verzeichnet.</translation>
    </message>
</context>
<context>
    <name>GalleryWords</name>
    <message>
        <source>has it, found</source>
        <translation>mit ihm, gefunden</translation>
    </message>
    <message>
        <source>without it, left alone</source>
        <translation>ohne ihn, nicht gemeldet</translation>
    </message>
    <message>
        <source>has it, missed</source>
        <translation>mit ihm, übersehen</translation>
    </message>
    <message>
        <source>without it, false alarm</source>
        <translation>ohne ihn, Fehlalarm</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Radiograph %1: %2, probability %3</source>
        <translation>Röntgenaufnahme %1: %2, Wahrscheinlichkeit %3</translation>
    </message>
    <message>
        <source>Each image as it is and under the model&apos;s heat map, with its probability. The map is coarse: it shows a region, not an outline.</source>
        <translation>Jedes Bild, wie es ist und unter der Wärmekarte des Modells, mit seiner Wahrscheinlichkeit. Die Karte ist grob: sie zeigt eine Gegend, keinen Umriss.</translation>
    </message>
    <message>
        <source>Each image with its probability.</source>
        <translation>Jedes Bild mit seiner Wahrscheinlichkeit.</translation>
    </message>
    <message>
        <source>Those that the model was surest of come first.</source>
        <translation>Die, bei denen das Modell am sichersten war, kommen zuerst.</translation>
    </message>
    <message>
        <source>%1: there is none among these images.</source>
        <translation>%1: unter diesen Bildern gibt es keines.</translation>
    </message>
    <message>
        <source>Called rightly</source>
        <translation>Richtig beurteilt</translation>
    </message>
    <message>
        <source>Called wrongly</source>
        <translation>Falsch beurteilt</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more images could not be shown, because their files are not where the predictions say.</source>
        <translation>
            <numerusform>%Ln weiteres Bild ließ sich nicht zeigen, weil seine Datei nicht dort ist, wo die Vorhersagen sie nennen.</numerusform>
            <numerusform>%Ln weitere Bilder ließen sich nicht zeigen, weil ihre Dateien nicht dort sind, wo die Vorhersagen sie nennen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HelpDialogs</name>
    <message>
        <source>Keys and mouse</source>
        <translation>Tasten und Maus</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Wie</translation>
    </message>
    <message>
        <source>Mouse on the radiograph</source>
        <translation>Maus auf der Aufnahme</translation>
    </message>
    <message>
        <source>Window (sideways) and level (up and down)</source>
        <translation>Fensterbreite (seitwärts) und Fensterlage (auf und ab)</translation>
    </message>
    <message>
        <source>Pan</source>
        <translation>Verschieben</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Zoom</translation>
    </message>
    <message>
        <source>Right drag</source>
        <translation>Rechts ziehen</translation>
    </message>
    <message>
        <source>Zoom at the pointer</source>
        <translation>Zoom am Zeiger</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>Mausrad</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>Reset the view</source>
        <translation>Ansicht zurücksetzen</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Leertaste</translation>
    </message>
    <message>
        <source>About Lucency</source>
        <translation>Über Lucency</translation>
    </message>
    <message>
        <source>&lt;b&gt;Lucency %1&lt;/b&gt;</source>
        <translation>&lt;b&gt;Lucency %1&lt;/b&gt;</translation>
    </message>
    <message>
        <source>Reads chest radiographs and gives a second opinion. It supports a physician&apos;s read and never replaces it: not for primary diagnosis.&lt;br&gt;&lt;br&gt;%1&lt;br&gt;&lt;br&gt;Free software under the GNU General Public License, version 3 or later.</source>
        <translation>Wertet Thoraxaufnahmen aus und gibt eine Zweitmeinung. Es unterstützt die ärztliche Befundung und ersetzt sie nie: nicht zur Primärdiagnose.&lt;br&gt;&lt;br&gt;%1&lt;br&gt;&lt;br&gt;Freie Software unter der GNU General Public License, Version 3 oder später.</translation>
    </message>
    <message>
        <source>Left drag; Shift coarse, Ctrl fine; or Ctrl with the arrows</source>
        <translation>Links ziehen; Umschalt grob, Strg fein; oder Strg mit den Pfeiltasten</translation>
    </message>
    <message>
        <source>Middle drag, Space with left drag, or the arrows</source>
        <translation>Mitte ziehen, Leertaste und links ziehen, oder die Pfeiltasten</translation>
    </message>
    <message>
        <source>Right click, or the menu key</source>
        <translation>Rechtsklick, oder die Menütaste</translation>
    </message>
</context>
<context>
    <name>HtmlWords</name>
    <message>
        <source>%1, with heat map</source>
        <translation>%1, mit Wärmekarte</translation>
    </message>
</context>
<context>
    <name>InspectCommand</name>
    <message>
        <source>--voi is one of the choices 0 to %1 of this image</source>
        <translation>--voi ist eine der Nummern 0 bis %1 dieses Bildes</translation>
    </message>
    <message>
        <source>--window takes center and width as C,W, the width at least 1</source>
        <translation>--window nimmt Fensterlage und -breite als C,W, die Breite mindestens 1</translation>
    </message>
    <message>
        <source>Say what was read from an image: one JSON object</source>
        <translation>Zeigt, was aus einem Bild gelesen wurde: ein JSON-Objekt</translation>
    </message>
    <message>
        <source>PNG, JPEG, TIFF, BMP or DICOM file</source>
        <translation>PNG-, JPEG-, TIFF-, BMP- oder DICOM-Datei</translation>
    </message>
    <message>
        <source>Write the display as an 8-bit PNG</source>
        <translation>Die Darstellung als 8-Bit-PNG schreiben</translation>
    </message>
    <message>
        <source>Display with window center C and width W instead of the default, as C,W</source>
        <translation>Darstellung mit Fensterlage C und -breite W statt der Vorgabe, als C,W</translation>
    </message>
    <message>
        <source>Display with this one of the listed choices; 0 is the default</source>
        <translation>Darstellung mit dieser der aufgeführten Fensterungen; 0 ist die Vorgabe</translation>
    </message>
    <message>
        <source>Frame of a multi-frame file or page of a TIFF, the first is 1</source>
        <translation>Einzelbild einer Mehrbilddatei oder Seite einer TIFF-Datei, das erste ist 1</translation>
    </message>
    <message>
        <source>%1 is a folder. Name one of its files, or take lucency score for all of them.</source>
        <translation>%1 ist ein Ordner. Nennen Sie eine seiner Dateien, oder nehmen Sie lucency score für alle.</translation>
    </message>
    <message>
        <source>frames are counted from 1, so it is 1 or more</source>
        <translation>Bilder einer Datei werden ab 1 gezählt, also 1 oder mehr</translation>
    </message>
    <message>
        <source>Leave the overlay planes of a DICOM file out of the display</source>
        <translation>Die Overlay-Ebenen einer DICOM-Datei aus der Darstellung weglassen</translation>
    </message>
    <message numerus="yes">
        <source>--frame %1: %2 has %n frames</source>
        <translation>
            <numerusform>--frame %1: %2 hat %n Bild</numerusform>
            <numerusform>--frame %1: %2 hat %n Bilder</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LabelWords</name>
    <message>
        <source>has it</source>
        <translation>zeigt ihn</translation>
    </message>
    <message>
        <source>does not have it</source>
        <translation>zeigt ihn nicht</translation>
    </message>
    <message>
        <source>cannot be told</source>
        <translation>nicht zu entscheiden</translation>
    </message>
    <message>
        <source>no label</source>
        <translation>keine Angabe</translation>
    </message>
</context>
<context>
    <name>LimitWords</name>
    <message>
        <source>%1: learned from people of %2 to %3 years; it says nothing of others.</source>
        <translation>%1: gelernt an Personen von %2 bis %3 Jahren; über andere sagt es nichts.</translation>
    </message>
    <message>
        <source>%1: learned from people of %2 years and over; it says nothing of younger ones.</source>
        <translation>%1: gelernt an Personen ab %2 Jahren; über jüngere sagt es nichts.</translation>
    </message>
    <message>
        <source>%1: learned from people of up to %2 years; it says nothing of older ones.</source>
        <translation>%1: gelernt an Personen bis %2 Jahre; über ältere sagt es nichts.</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Grenzen</translation>
    </message>
    <message>
        <source>The labels are taken as they were given. Where they are wrong, the model learned what is wrong, and these figures count it as right.</source>
        <translation>Die Angaben zu den Bildern gelten, wie sie gemacht wurden. Wo sie falsch sind, hat das Modell Falsches gelernt, und diese Zahlen zählen es als richtig.</translation>
    </message>
    <message>
        <source>Precision, accuracy and negative predictive value depend on how frequent a finding is; among the people of a clinic it may be rarer than here.</source>
        <translation>Präzision, Richtigkeit und negativer Vorhersagewert hängen davon ab, wie häufig ein Befund ist; in einer Klinik kann er seltener sein als hier.</translation>
    </message>
    <message>
        <source>Every figure was measured once, at operating points that were fixed before; whoever changes an operating point needs new people to measure it on.</source>
        <translation>Jede Zahl wurde einmal gemessen, an Arbeitspunkten, die vorher feststanden; wer einen Arbeitspunkt ändert, braucht neue Personen, um daran zu messen.</translation>
    </message>
    <message>
        <source>Confidence intervals are of 95 %. Those of shares are Wilson&apos;s, widened to the bootstrap by patient (%1 resamples) where it reaches further; those of the other figures are the bootstrap&apos;s, that of AUC is DeLong&apos;s or the bootstrap&apos;s, whichever reaches lower.</source>
        <translation>Die Intervalle sind solche von 95 %. Die der Anteile sind die von Wilson, erweitert auf den Bootstrap nach Patienten (%1 Ziehungen), wo dieser weiter reicht; die der anderen Zahlen sind die des Bootstraps, das der AUC ist das von DeLong oder des Bootstraps, je nachdem, welches tiefer reicht.</translation>
    </message>
    <message>
        <source>Made from %1.</source>
        <translation>Gemacht aus %1.</translation>
    </message>
</context>
<context>
    <name>MatrixWords</name>
    <message>
        <source>%1 of the row</source>
        <translation>%1 der Zeile</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>nicht gemessen</translation>
    </message>
    <message>
        <source>Confusion matrix</source>
        <translation>Vierfeldertafel</translation>
    </message>
    <message>
        <source>not measured: no image has a known label of it.</source>
        <translation>nicht gemessen: von keinem Bild ist bekannt, ob es ihn zeigt.</translation>
    </message>
    <message>
        <source>what the model said</source>
        <translation>was das Modell sagte</translation>
    </message>
    <message>
        <source>finding</source>
        <translation>Befund</translation>
    </message>
    <message>
        <source>no finding</source>
        <translation>kein Befund</translation>
    </message>
    <message>
        <source>what the label says</source>
        <translation>was die Angabe sagt</translation>
    </message>
    <message>
        <source>with</source>
        <translation>mit</translation>
    </message>
    <message>
        <source>without</source>
        <translation>ohne</translation>
    </message>
    <message>
        <source>found</source>
        <translation>gefunden</translation>
    </message>
    <message>
        <source>missed</source>
        <translation>übersehen</translation>
    </message>
    <message>
        <source>false alarm</source>
        <translation>Fehlalarm</translation>
    </message>
    <message>
        <source>left alone</source>
        <translation>nicht gemeldet</translation>
    </message>
    <message>
        <source>Confusion matrix of %1: %2 found, %3 missed, %4 false alarms, %5 left alone</source>
        <translation>Vierfeldertafel von %1: %2 gefunden, %3 übersehen, %4 Fehlalarme, %5 nicht gemeldet</translation>
    </message>
    <message>
        <source>Blue is right, orange is wrong; the deeper a cell, the larger its share of the row.</source>
        <translation>Blau ist richtig, orange falsch; je kräftiger ein Feld, desto größer sein Anteil an der Zeile.</translation>
    </message>
    <message>
        <source>%1: %2 images</source>
        <translation>%1: %2 Bilder</translation>
    </message>
    <message>
        <source>%1 of the column</source>
        <translation>%1 der Spalte</translation>
    </message>
    <message>
        <source>Blue is right, orange is wrong; the deeper a cell, the larger its share of the column.</source>
        <translation>Blau ist richtig, orange falsch; je kräftiger ein Feld, desto größer sein Anteil an der Spalte.</translation>
    </message>
</context>
<context>
    <name>ModelArgumentWords</name>
    <message>
        <source>Model file, instead of the one that is shipped</source>
        <translation>Modelldatei statt der mitgelieferten</translation>
    </message>
    <message>
        <source>auto, cpu, cuda or cuda:N</source>
        <translation>auto, cpu, cuda oder cuda:N</translation>
    </message>
    <message>
        <source>bf16 is taken by itself where the processor computes in it</source>
        <translation>bf16 wird von selbst gewählt, wo der Prozessor damit rechnet</translation>
    </message>
    <message>
        <source>Images a pass of the network</source>
        <translation>Bilder je Durchlauf des Netzes</translation>
    </message>
    <message>
        <source>Weights made elsewhere (.pth, .safetensors, TorchScript)</source>
        <translation>Fremde Gewichte (.pth, .safetensors, TorchScript)</translation>
    </message>
    <message>
        <source>Their network; none for TorchScript</source>
        <translation>Ihr Netz; keines bei TorchScript</translation>
    </message>
    <message>
        <source>Names of their outputs, in order: A,B,...</source>
        <translation>Namen ihrer Ausgänge der Reihe nach: A,B,...</translation>
    </message>
    <message>
        <source>--findings: &quot;%1&quot; cannot be the name of a finding. Names are not empty and hold neither &apos;;&apos; nor &apos;=&apos;, which separate scores in CSV.</source>
        <translation>--findings: „%1“ kann kein Befund heißen. Namen sind nicht leer und enthalten weder „;“ noch „=“, die in CSV die Werte trennen.</translation>
    </message>
    <message>
        <source>--findings names &quot;%1&quot; twice. Each output needs a name of its own.</source>
        <translation>--findings nennt „%1“ zweimal. Jeder Ausgang braucht einen eigenen Namen.</translation>
    </message>
    <message>
        <source>These weights do not say how they want their input: --input-size %1 and --normalisation %2 are used.</source>
        <translation>Diese Gewichte sagen nicht, wie ihre Eingabe sein soll: --input-size %1 und --normalisation %2 werden benutzt.</translation>
    </message>
    <message>
        <source>%1 is for weights made elsewhere: name their file with --model.</source>
        <translation>%1 ist für Gewichte, die anderswo entstanden: Nennen Sie deren Datei mit --model.</translation>
    </message>
    <message>
        <source>%1 holds weights, but not which network they are of: name it with --architecture (resnet18, resnet34, resnet50 or densenet121).</source>
        <translation>%1 enthält Gewichte, aber nicht, von welchem Netz: Nennen Sie es mit --architecture (resnet18, resnet34, resnet50 oder densenet121).</translation>
    </message>
    <message>
        <source>Side of their input in pixels; 224 unless given</source>
        <translation>Seitenlänge ihrer Eingabe in Pixeln; 224, wenn nicht angegeben</translation>
    </message>
    <message>
        <source>How grey values are scaled for them; minmax unless given</source>
        <translation>Wie Grauwerte für sie skaliert werden; minmax, wenn nicht angegeben</translation>
    </message>
    <message>
        <source>%1 is given as %2, but %3 says itself that it is %4. Leave the option out, or name another model.</source>
        <translation>%1 ist als %2 angegeben, aber %3 sagt selbst, dass es %4 ist. Lassen Sie die Option weg, oder nennen Sie ein anderes Modell.</translation>
    </message>
    <message>
        <source>%1 holds weights alone: name their outputs, in order, with --findings A,B,... and their network with --architecture (resnet18, resnet34, resnet50 or densenet121).</source>
        <translation>%1 enthält nur Gewichte: Nennen Sie ihre Ausgaben der Reihe nach mit --findings A,B,... und ihr Netz mit --architecture (resnet18, resnet34, resnet50 oder densenet121).</translation>
    </message>
    <message>
        <source>%1 does not say what its outputs mean: name them, in order, with --findings A,B,...</source>
        <translation>%1 sagt nicht, was seine Ausgaben bedeuten: Nennen Sie sie der Reihe nach mit --findings A,B,...</translation>
    </message>
    <message>
        <source>%1 is computed in fp32: --precision bf16 is for ResNets and DenseNets, not for TorchScript or small networks.</source>
        <translation>%1 wird in fp32 berechnet: --precision bf16 ist für ResNets und DenseNets, nicht für TorchScript oder kleine Netze.</translation>
    </message>
</context>
<context>
    <name>OriginWords</name>
    <message>
        <source>the largest sum of sensitivity and specificity (Youden)</source>
        <translation>die größte Summe aus Sensitivität und Spezifität (Youden)</translation>
    </message>
    <message>
        <source>the best F1</source>
        <translation>das beste F1</translation>
    </message>
    <message>
        <source>a sensitivity of at least %1</source>
        <translation>eine Sensitivität von mindestens %1</translation>
    </message>
    <message>
        <source>a specificity of at least %1</source>
        <translation>eine Spezifität von mindestens %1</translation>
    </message>
    <message>
        <source>the lowest cost, where a missed case costs %1 false alarms</source>
        <translation>die geringsten Kosten, wobei ein übersehener Fall %1 Fehlalarme kostet</translation>
    </message>
    <message>
        <source>%1 of 100 (%2 to %3)</source>
        <translation>%1 von 100 (%2 bis %3)</translation>
    </message>
    <message>
        <source>Set by hand, with these very images in view: what it reaches on others may be less.</source>
        <translation>Von Hand gesetzt, mit eben diesen Bildern vor Augen: an anderen kann weniger erreicht werden.</translation>
    </message>
    <message>
        <source>Chosen for %1, on the validation images of the run, which are not those measured here.</source>
        <translation>Gewählt für %1, an den Validierungsbildern des Laufs, die nicht die hier gemessenen sind.</translation>
    </message>
    <message>
        <source>Chosen for %1, on the very images that are measured here, for want of others: the figures flatter.</source>
        <translation>Gewählt für %1, an eben den Bildern, die hier gemessen werden, weil andere fehlen: die Zahlen schmeicheln.</translation>
    </message>
    <message>
        <source>No threshold reached it there; this is the nearest.</source>
        <translation>Dort erreichte es keine Schwelle; dies ist die nächste.</translation>
    </message>
    <message>
        <source>The model&apos;s own, from its validation data.</source>
        <translation>Die des Modells, aus seinen Validierungsdaten.</translation>
    </message>
    <message>
        <source>As it was given on the command line.</source>
        <translation>Wie auf der Befehlszeile angegeben.</translation>
    </message>
    <message>
        <source>The middle: the run could not choose one, for want of validation cases.</source>
        <translation>Die Mitte: der Lauf konnte keine wählen, weil Validierungsfälle fehlen.</translation>
    </message>
    <message>
        <source>The middle, 0.5: a file of predictions names no operating point. Choose one by an aim.</source>
        <translation>Die Mitte, 0,5: eine Datei mit Vorhersagen nennt keinen Arbeitspunkt. Wählen Sie einen nach einem Ziel.</translation>
    </message>
</context>
<context>
    <name>OutputWords</name>
    <message>
        <source>%1 would replace %2, which is an input. Choose another place.</source>
        <translation>%1 würde %2 ersetzen, das eingelesen wird. Wählen Sie einen anderen Ort.</translation>
    </message>
</context>
<context>
    <name>PageWords</name>
    <message>
        <source>page %1 of %2</source>
        <translation>Seite %1 von %2</translation>
    </message>
</context>
<context>
    <name>PhantomCommand</name>
    <message>
        <source>%1 of %2 drawn, about %3 s left</source>
        <translation>%1 von %2 gezeichnet, noch etwa %3 s</translation>
    </message>
    <message>
        <source>%1 of %2 synthetic radiographs written to %3</source>
        <translation>%1 von %2 synthetischen Aufnahmen nach %3 geschrieben</translation>
    </message>
    <message>
        <source>Draws synthetic chest radiographs of people who do not exist, with Data_Entry_phantoms.csv (labels) and BBox_List_phantoms.csv (boxes) beside them. Equal arguments give equal images.
Without --finding a clinical mix is drawn; with it, every second image has no finding and the others have the named ones in turn.</source>
        <translation>Zeichnet synthetische Thoraxaufnahmen von Menschen, die es nicht gibt, dazu Data_Entry_phantoms.csv (Labels) und BBox_List_phantoms.csv (Rahmen). Gleiche Angaben ergeben gleiche Bilder.
Ohne --finding entsteht eine klinische Mischung; mit --finding hat jedes zweite Bild keinen Befund, und die übrigen haben reihum die genannten.</translation>
    </message>
    <message>
        <source>the bundled worklist: 24 studies of 16 patients</source>
        <translation>die beiliegende Arbeitsliste: 24 Untersuchungen von 16 Patienten</translation>
    </message>
    <message>
        <source>number of images</source>
        <translation>Zahl der Bilder</translation>
    </message>
    <message>
        <source>folder for the images; made where it is absent</source>
        <translation>Ordner für die Bilder; wird angelegt, wenn er fehlt</translation>
    </message>
    <message>
        <source>number of the first patient; each seed is one person</source>
        <translation>Nummer des ersten Patienten; jede Nummer ist eine Person</translation>
    </message>
    <message>
        <source>dicom (DX, uncompressed), jpegls (DX, JPEG-LS lossless) or png (16 bit)</source>
        <translation>dicom (DX, unkomprimiert), jpegls (DX, JPEG-LS verlustfrei) oder png (16 Bit)</translation>
    </message>
    <message>
        <source>Effusion, Consolidation, Nodule, Mass, Pneumothorax, Cardiomegaly, Infiltration, Atelectasis</source>
        <translation>Effusion, Consolidation, Nodule, Mass, Pneumothorax, Cardiomegaly, Infiltration, Atelectasis</translation>
    </message>
    <message>
        <source>rows and columns</source>
        <translation>Zeilen und Spalten</translation>
    </message>
    <message>
        <source>images of each patient over time</source>
        <translation>Bilder je Patient im Verlauf</translation>
    </message>
    <message>
        <source>children aged 1 to 5</source>
        <translation>Kinder von 1 bis 5 Jahren</translation>
    </message>
    <message>
        <source>images drawn at the same time; one a processor unless given</source>
        <translation>gleichzeitig gezeichnete Bilder; ohne Angabe eines je Prozessor</translation>
    </message>
    <message>
        <source>%1 is there already and was not drawn by this command. Choose an empty folder.</source>
        <translation>%1 gibt es schon und wurde nicht von diesem Befehl gezeichnet. Wählen Sie einen leeren Ordner.</translation>
    </message>
</context>
<context>
    <name>PlotWords</name>
    <message>
        <source>not measured</source>
        <translation>nicht gemessen</translation>
    </message>
    <message>
        <source>%1&#xa0;%</source>
        <translation>%1&#xa0;%</translation>
    </message>
</context>
<context>
    <name>ProgressWords</name>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>%1 of %2, %3 a second, %4 left</source>
        <translation>%1 von %2, %3 je Sekunde, noch %4</translation>
    </message>
</context>
<context>
    <name>ReadingWords</name>
    <message>
        <source>male</source>
        <translation>männlich</translation>
    </message>
    <message>
        <source>female</source>
        <translation>weiblich</translation>
    </message>
    <message>
        <source>other</source>
        <translation>divers</translation>
    </message>
    <message>
        <source>PA</source>
        <translation>p.a.</translation>
    </message>
    <message>
        <source>AP</source>
        <translation>a.p.</translation>
    </message>
    <message>
        <source>frontal</source>
        <translation>frontal</translation>
    </message>
    <message>
        <source>lateral</source>
        <translation>seitlich</translation>
    </message>
    <message>
        <source>left side</source>
        <translation>links</translation>
    </message>
    <message>
        <source>right side</source>
        <translation>rechts</translation>
    </message>
    <message>
        <source>%1 y</source>
        <translation>%1 J.</translation>
    </message>
    <message>
        <source>from the file</source>
        <translation>aus der Datei</translation>
    </message>
    <message>
        <source>full range</source>
        <translation>voller Umfang</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>automatisch</translation>
    </message>
    <message>
        <source>set by hand</source>
        <translation>von Hand</translation>
    </message>
    <message>
        <source>lung</source>
        <translation>Lunge</translation>
    </message>
    <message>
        <source>lungs</source>
        <translation>Lunge</translation>
    </message>
    <message>
        <source>bone</source>
        <translation>Knochen</translation>
    </message>
    <message>
        <source>mediastinum</source>
        <translation>Mediastinum</translation>
    </message>
    <message>
        <source>soft tissue</source>
        <translation>Weichteil</translation>
    </message>
    <message>
        <source>high contrast</source>
        <translation>kontrastreich</translation>
    </message>
    <message>
        <source>low contrast</source>
        <translation>kontrastarm</translation>
    </message>
    <message>
        <source>VOI LUT</source>
        <translation>VOI-LUT</translation>
    </message>
    <message>
        <source>W %1  L %2</source>
        <translation>W %1  L %2</translation>
    </message>
    <message>
        <source>sigmoid</source>
        <translation>sigmoid</translation>
    </message>
    <message>
        <source>%1 mm/px (%2)</source>
        <translation>%1 mm/px (%2)</translation>
    </message>
    <message>
        <source>no spacing: lengths in px</source>
        <translation>kein Pixelabstand: Längen in px</translation>
    </message>
    <message>
        <source>calibrated</source>
        <translation>kalibriert</translation>
    </message>
    <message>
        <source>at detector</source>
        <translation>am Detektor</translation>
    </message>
    <message>
        <source>magnification-corrected</source>
        <translation>vergrößerungskorrigiert</translation>
    </message>
    <message>
        <source>MIRRORED</source>
        <translation>GESPIEGELT</translation>
    </message>
    <message>
        <source>TURNED %1°</source>
        <translation>GEDREHT %1°</translation>
    </message>
    <message>
        <source>series %1</source>
        <translation>Serie %1</translation>
    </message>
    <message>
        <source>image %1</source>
        <translation>Bild %1</translation>
    </message>
    <message>
        <source>frame %1 of %2</source>
        <translation>Einzelbild %1 von %2</translation>
    </message>
    <message>
        <source>%1 × %2, %3 bit</source>
        <translation>%1 × %2, %3 Bit</translation>
    </message>
    <message numerus="yes">
        <source>%n months</source>
        <translation>
            <numerusform>%n Monat</numerusform>
            <numerusform>%n Monate</numerusform>
        </translation>
    </message>
    <message>
        <source>COARSE: full detail is loading</source>
        <translation>GROB: volle Auflösung wird geladen</translation>
    </message>
    <message>
        <source>overlay not shown</source>
        <translation>Overlay nicht dargestellt</translation>
    </message>
    <message>
        <source>birth date and age disagree</source>
        <translation>Geburtsdatum und Alter widersprechen sich</translation>
    </message>
    <message>
        <source>follow-up %1</source>
        <translation>Verlauf %1</translation>
    </message>
</context>
<context>
    <name>RecipeKeys</name>
    <message>
        <source>Version of the recipe&apos;s own form; always 1.</source>
        <translation>Version der Form des Rezepts selbst; immer 1.</translation>
    </message>
    <message>
        <source>Name of the recipe, and of the model that comes of it.</source>
        <translation>Name des Rezepts und des Modells, das daraus entsteht.</translation>
    </message>
    <message>
        <source>What the recipe is for, in a few words.</source>
        <translation>Wofür das Rezept ist, in wenigen Worten.</translation>
    </message>
    <message>
        <source>What the recipe does and where it comes from.</source>
        <translation>Was das Rezept tut und woher es stammt.</translation>
    </message>
    <message>
        <source>Version of the recipe, which the model bears too.</source>
        <translation>Version des Rezepts, die auch das Modell trägt.</translation>
    </message>
    <message>
        <source>All that is drawn by lot follows from this number: who is in which part, the first weights, the order and the variations of the images. The same seed repeats the run; another one shows how much is chance.</source>
        <translation>Aus dieser Zahl folgt alles Ausgeloste: wer in welchem Teil ist, die ersten Gewichte, Reihenfolge und Variationen der Bilder. Dieselbe Zahl wiederholt den Lauf; eine andere zeigt, wie viel Zufall ist.</translation>
    </message>
    <message>
        <source>Name of this source of images. It stands before the patients&apos; names in the split.</source>
        <translation>Name dieser Bildquelle. Er steht in der Aufteilung vor den Namen der Patienten.</translation>
    </message>
    <message>
        <source>How labels are found: a folder a class (folders), a table (table), whatever lies there (found), or drawn images (phantoms).</source>
        <translation>Wie Labels gefunden werden: ein Ordner je Klasse (folders), eine Tabelle (table), was immer da liegt (found), oder gezeichnete Bilder (phantoms).</translation>
    </message>
    <message>
        <source>Folders below the data folder that hold the images.</source>
        <translation>Ordner unter dem Datenordner, in denen die Bilder liegen.</translation>
    </message>
    <message>
        <source>Findings whose presence and absence these labels tell. Others are unknown for these images. Empty: all.</source>
        <translation>Befunde, deren Vorliegen und Fehlen diese Labels angeben. Andere sind für diese Bilder unbekannt. Leer: alle.</translation>
    </message>
    <message>
        <source>What the data call a label, and the findings that it stands for. An empty list means none.</source>
        <translation>Wie die Daten ein Label nennen und für welche Befunde es steht. Eine leere Liste heißt keiner.</translation>
    </message>
    <message>
        <source>The label table (CSV), by its path. Empty: the one that lies there.</source>
        <translation>Die Labeltabelle (CSV) mit ihrem Pfad. Leer: die, die da liegt.</translation>
    </message>
    <message>
        <source>Column of the table that names the image.</source>
        <translation>Spalte der Tabelle, die das Bild nennt.</translation>
    </message>
    <message>
        <source>Column of the table that holds the labels, several joined by |.</source>
        <translation>Spalte der Tabelle mit den Labels, mehrere durch | verbunden.</translation>
    </message>
    <message>
        <source>Column with the person&apos;s age; - for none.</source>
        <translation>Spalte mit dem Alter; - für keine.</translation>
    </message>
    <message>
        <source>Column with the person&apos;s sex; - for none.</source>
        <translation>Spalte mit dem Geschlecht; - für keine.</translation>
    </message>
    <message>
        <source>Column with the view (PA, AP); - for none.</source>
        <translation>Spalte mit der Ansicht (PA, AP); - für keine.</translation>
    </message>
    <message>
        <source>Column that names the patient; - for none. People are kept apart by it.</source>
        <translation>Spalte, die den Patienten nennt; - für keine. Nach ihr werden Menschen auseinandergehalten.</translation>
    </message>
    <message>
        <source>Patterns (regular expressions) on the file&apos;s name; the first group of the first one that fits is the patient.</source>
        <translation>Muster (reguläre Ausdrücke) auf den Dateinamen; die erste Gruppe des ersten passenden ist der Patient.</translation>
    </message>
    <message>
        <source>Whether the Patient ID of DICOM files tells the patient where nothing else does.</source>
        <translation>Ob die Patienten-ID von DICOM-Dateien den Patienten angibt, wo nichts anderes es tut.</translation>
    </message>
    <message>
        <source>Images of people known to be younger (years) are left out. Empty: no limit.</source>
        <translation>Bilder von Menschen, die bekanntermaßen jünger sind (Jahre), werden ausgelassen. Leer: keine Grenze.</translation>
    </message>
    <message>
        <source>Images of people known to be older (years) are left out. Empty: no limit.</source>
        <translation>Bilder von Menschen, die bekanntermaßen älter sind (Jahre), werden ausgelassen. Leer: keine Grenze.</translation>
    </message>
    <message>
        <source>Whether images without any of the findings take part (keep) or not (ignore). The model needs them to learn what normal looks like.</source>
        <translation>Ob Bilder ohne einen der Befunde teilnehmen (keep) oder nicht (ignore). Das Modell braucht sie, um zu lernen, wie normal aussieht.</translation>
    </message>
    <message>
        <source>Images whose labels name a finding that the recipe does not have are left out; otherwise they stop the run.</source>
        <translation>Bilder, deren Labels einen Befund nennen, den das Rezept nicht hat, werden ausgelassen; sonst halten sie den Lauf an.</translation>
    </message>
    <message>
        <source>Findings with fewer cases in this source are not learnt from it.</source>
        <translation>Befunde mit weniger Fällen in dieser Quelle werden nicht aus ihr gelernt.</translation>
    </message>
    <message>
        <source>How many phantoms are drawn.</source>
        <translation>Wie viele Phantome gezeichnet werden.</translation>
    </message>
    <message>
        <source>How often each training image of this source is seen in a round, on average. Two numbers: in the first round and in the last.</source>
        <translation>Wie oft jedes Trainingsbild dieser Quelle im Mittel je Runde gesehen wird. Zwei Zahlen: in der ersten Runde und in der letzten.</translation>
    </message>
    <message>
        <source>A finding that the model learns: one output of the network.</source>
        <translation>Ein Befund, den das Modell lernt: ein Ausgang des Netzes.</translation>
    </message>
    <message>
        <source>How much errors about this finding count against the others.</source>
        <translation>Wie viel Fehler bei diesem Befund gegen die anderen zählen.</translation>
    </message>
    <message>
        <source>Youngest age (years) of the people in the training images. Scores of younger ones will be marked as not appropriate.</source>
        <translation>Jüngstes Alter (Jahre) der Menschen in den Trainingsbildern. Werte von jüngeren werden als nicht geeignet gekennzeichnet.</translation>
    </message>
    <message>
        <source>Oldest age (years) of the people in the training images. Scores of older ones will be marked as not appropriate.</source>
        <translation>Höchstes Alter (Jahre) der Menschen in den Trainingsbildern. Werte von älteren werden als nicht geeignet gekennzeichnet.</translation>
    </message>
    <message>
        <source>One sentence on what was not tried out, shown with the finding&apos;s score.</source>
        <translation>Ein Satz dazu, was nicht erprobt wurde; er steht beim Wert des Befunds.</translation>
    </message>
    <message>
        <source>A split.csv of an earlier run whose parts are kept, for training on after it.</source>
        <translation>Eine split.csv eines früheren Laufs, deren Teile beibehalten werden, um danach weiterzutrainieren.</translation>
    </message>
    <message>
        <source>A list of file names, one a line: people with an image that is not in it are the test part (NIH&apos;s official split).</source>
        <translation>Eine Liste von Dateinamen, je Zeile einer: Menschen mit einem Bild, das darin fehlt, sind der Testteil (die amtliche Aufteilung des NIH).</translation>
    </message>
    <message>
        <source>Share of the images that choose the best round.</source>
        <translation>Anteil der Bilder, die die beste Runde auswählen.</translation>
    </message>
    <message>
        <source>Share of the images that are kept aside to measure the model in the end.</source>
        <translation>Anteil der Bilder, die zurückgehalten werden, um das Modell am Ende zu messen.</translation>
    </message>
    <message>
        <source>Rows and columns of the image that the network sees. Twice as many show finer detail and take four times as long.</source>
        <translation>Zeilen und Spalten des Bildes, das das Netz sieht. Doppelt so viele zeigen feinere Einzelheiten und dauern viermal so lang.</translation>
    </message>
    <message>
        <source>1 for grey images; 3 for networks that were trained on colour photographs.</source>
        <translation>1 für Graubilder; 3 für Netze, die mit Farbfotos trainiert wurden.</translation>
    </message>
    <message>
        <source>How grey values are scaled. percentiles is robust against letters and collimation; minmax, unit, meanstd and imagenet are what other programs do.</source>
        <translation>Wie Grauwerte skaliert werden. percentiles ist robust gegen Buchstaben und Einblendung; minmax, unit, meanstd und imagenet tun andere Programme.</translation>
    </message>
    <message>
        <source>Rows and columns at which images are kept ready for variation; somewhat more than input.size.</source>
        <translation>Zeilen und Spalten, in denen Bilder für die Variation bereitgehalten werden; etwas mehr als input.size.</translation>
    </message>
    <message>
        <source>The network, from small and quick (cnn64) to large (densenet121).</source>
        <translation>Das Netz, von klein und schnell (cnn64) bis groß (densenet121).</translation>
    </message>
    <message>
        <source>Rows and columns of a layer between the network and its answers, as in the NIH paper; 0 for none.</source>
        <translation>Zeilen und Spalten einer Schicht zwischen dem Netz und seinen Antworten, wie in der Arbeit des NIH; 0 für keine.</translation>
    </message>
    <message>
        <source>Depth of that layer; 0 for none.</source>
        <translation>Tiefe dieser Schicht; 0 für keine.</translation>
    </message>
    <message>
        <source>A branch that weighs the places of the image before they are averaged.</source>
        <translation>Ein Zweig, der die Orte des Bildes gewichtet, bevor sie gemittelt werden.</translation>
    </message>
    <message>
        <source>A model file that the network begins with instead of from nothing. Must be of the same architecture.</source>
        <translation>Eine Modelldatei, mit der das Netz beginnt statt bei nichts. Sie muss dieselbe Architektur haben.</translation>
    </message>
    <message>
        <source>Turned by so many degrees, counter-clockwise. Lowest, highest, and for what share of the images.</source>
        <translation>Um so viele Grad gedreht, gegen den Uhrzeigersinn. Kleinstes, größtes und bei welchem Anteil der Bilder.</translation>
    </message>
    <message>
        <source>Enlarged by this factor. Lowest, highest, and for what share of the images.</source>
        <translation>Um diesen Faktor vergrößert. Kleinstes, größtes und bei welchem Anteil der Bilder.</translation>
    </message>
    <message>
        <source>Width against height, the area kept. Lowest, highest, and for what share of the images.</source>
        <translation>Breite gegen Höhe bei gleicher Fläche. Kleinstes, größtes und bei welchem Anteil der Bilder.</translation>
    </message>
    <message>
        <source>Shifted to the right by this share of the width. Lowest, highest, and for what share of the images.</source>
        <translation>Um diesen Anteil der Breite nach rechts verschoben. Kleinstes, größtes und bei welchem Anteil der Bilder.</translation>
    </message>
    <message>
        <source>Shifted downwards by this share of the height. Lowest, highest, and for what share of the images.</source>
        <translation>Um diesen Anteil der Höhe nach unten verschoben. Kleinstes, größtes und bei welchem Anteil der Bilder.</translation>
    </message>
    <message>
        <source>Slanted by so many degrees. Lowest, highest, and for what share of the images.</source>
        <translation>Um so viele Grad geneigt. Kleinstes, größtes und bei welchem Anteil der Bilder.</translation>
    </message>
    <message>
        <source>Share of the side that is kept, at any place. Lowest, highest, and for what share of the images.</source>
        <translation>Anteil der Seite, der behalten wird, an beliebiger Stelle. Kleinstes, größtes und bei welchem Anteil der Bilder.</translation>
    </message>
    <message>
        <source>Added to every pixel, as a share of white. Lowest, highest, and for what share of the images.</source>
        <translation>Zu jedem Pixel addiert, als Anteil von Weiß. Kleinstes, größtes und bei welchem Anteil der Bilder.</translation>
    </message>
    <message>
        <source>Factor about the mean. Lowest, highest, and for what share of the images.</source>
        <translation>Faktor um das Mittel. Kleinstes, größtes und bei welchem Anteil der Bilder.</translation>
    </message>
    <message>
        <source>Exponent of the grey scale. Lowest, highest, and for what share of the images.</source>
        <translation>Exponent der Grauskala. Kleinstes, größtes und bei welchem Anteil der Bilder.</translation>
    </message>
    <message>
        <source>Grain, as a share of white. Lowest, highest, and for what share of the images.</source>
        <translation>Rauschen, als Anteil von Weiß. Kleinstes, größtes und bei welchem Anteil der Bilder.</translation>
    </message>
    <message>
        <source>Blur in pixels of what the network sees. Lowest, highest, and for what share of the images.</source>
        <translation>Unschärfe in Pixeln dessen, was das Netz sieht. Kleinstes, größtes und bei welchem Anteil der Bilder.</translation>
    </message>
    <message>
        <source>Side of a square that is hidden, as a share of the image&apos;s side. Lowest, highest, and for what share of the images.</source>
        <translation>Seite eines verdeckten Quadrats, als Anteil der Bildseite. Kleinstes, größtes und bei welchem Anteil der Bilder.</translation>
    </message>
    <message>
        <source>For what share of the images left and right are mirrored. The side of a finding and the heart&apos;s place are lost by it.</source>
        <translation>Bei welchem Anteil der Bilder links und rechts gespiegelt werden. Die Seite eines Befunds und der Ort des Herzens gehen dabei verloren.</translation>
    </message>
    <message>
        <source>Rounds through the training images.</source>
        <translation>Runden durch die Trainingsbilder.</translation>
    </message>
    <message>
        <source>Images that are learnt from at once. More need more memory.</source>
        <translation>Bilder, aus denen auf einmal gelernt wird. Mehr brauchen mehr Speicher.</translation>
    </message>
    <message>
        <source>Batches in a round; 0 for as many as the images fill.</source>
        <translation>Stapel in einer Runde; 0 für so viele, wie die Bilder füllen.</translation>
    </message>
    <message>
        <source>What is made small: cross-entropy for findings side by side, softmax for one at most, focal for rare findings, hinge and euclidean for comparison.</source>
        <translation>Was klein gemacht wird: cross-entropy für Befunde nebeneinander, softmax für höchstens einen, focal für seltene Befunde, hinge und euclidean zum Vergleich.</translation>
    </message>
    <message>
        <source>How much the focal loss turns away from easy images.</source>
        <translation>Wie sehr sich der focal-Verlust von leichten Bildern abwendet.</translation>
    </message>
    <message>
        <source>Cost of each pair of truth (row: absent, present) and call (column). [[1,5],[5,1]] makes a wrong call five times as dear.</source>
        <translation>Kosten jedes Paars aus Wahrheit (Zeile: fehlt, liegt vor) und Urteil (Spalte). [[1,5],[5,1]] macht ein falsches Urteil fünfmal so teuer.</translation>
    </message>
    <message>
        <source>How often images are drawn: equally (shuffled), every combination of findings as often as every other (balanced), or more with more findings (findings).</source>
        <translation>Wie oft Bilder gezogen werden: gleich (shuffled), jede Verbindung von Befunden so oft wie jede andere (balanced) oder mehr mit mehr Befunden (findings).</translation>
    </message>
    <message>
        <source>How each step is taken. adamw suits nearly everything.</source>
        <translation>Wie jeder Schritt getan wird. adamw passt für fast alles.</translation>
    </message>
    <message>
        <source>How much of the last step goes into the next one; for sgd alone.</source>
        <translation>Wie viel vom letzten Schritt in den nächsten eingeht; nur für sgd.</translation>
    </message>
    <message>
        <source>How the learning rate changes after its peak.</source>
        <translation>Wie sich die Lernrate nach ihrem Gipfel ändert.</translation>
    </message>
    <message>
        <source>Rounds after which the schedules step and plateau lower the rate.</source>
        <translation>Runden, nach denen die Verläufe step und plateau die Rate senken.</translation>
    </message>
    <message>
        <source>By what factor they lower it.</source>
        <translation>Um welchen Faktor sie sie senken.</translation>
    </message>
    <message>
        <source>Rounds at the start in which only the last layer learns; for networks that know something already.</source>
        <translation>Runden am Anfang, in denen nur die letzte Schicht lernt; für Netze, die schon etwas wissen.</translation>
    </message>
    <message>
        <source>Factor of the learning rate from each stage of the network to the one before it. Below 1 the early stages change less.</source>
        <translation>Faktor der Lernrate von jeder Stufe des Netzes zu der davor. Unter 1 ändern sich die frühen Stufen weniger.</translation>
    </message>
    <message>
        <source>How large the steps are at their peak. Too large: it never settles; too small: it never arrives.</source>
        <translation>Wie groß die Schritte an ihrem Gipfel sind. Zu groß: Es kommt nie zur Ruhe; zu klein: Es kommt nie an.</translation>
    </message>
    <message>
        <source>Share of the training until the peak.</source>
        <translation>Anteil des Trainings bis zum Gipfel.</translation>
    </message>
    <message>
        <source>Pull of the weights towards zero, against learning by heart.</source>
        <translation>Zug der Gewichte gegen null, gegen Auswendiglernen.</translation>
    </message>
    <message>
        <source>Longest step that one batch may ask for; 0 for no limit.</source>
        <translation>Längster Schritt, den ein Stapel verlangen darf; 0 für keine Grenze.</translation>
    </message>
    <message>
        <source>How slowly the average of the weights follows, which is what is kept; 0 for no average.</source>
        <translation>Wie langsam das Mittel der Gewichte folgt, das behalten wird; 0 für kein Mittel.</translation>
    </message>
    <message>
        <source>How far labels are trusted less than wholly, against wrong ones.</source>
        <translation>Wie weit Labels weniger als ganz geglaubt wird, gegen falsche.</translation>
    </message>
    <message>
        <source>How much more images with a finding count where few have it: not at all (none), by the root of the ratio (root), by the ratio (balanced).</source>
        <translation>Wie viel mehr Bilder mit einem Befund zählen, wo wenige ihn haben: gar nicht (none), um die Wurzel des Verhältnisses (root), um das Verhältnis (balanced).</translation>
    </message>
    <message>
        <source>Most that they may count.</source>
        <translation>Das Meiste, das sie zählen dürfen.</translation>
    </message>
    <message>
        <source>How exactly is computed: bf16 is quicker where the processor can, fp32 exact.</source>
        <translation>Wie genau gerechnet wird: bf16 ist schneller, wo der Prozessor es kann, fp32 genau.</translation>
    </message>
    <message>
        <source>Rounds without an improvement after which training ends; 0 for never.</source>
        <translation>Runden ohne Verbesserung, nach denen das Training endet; 0 für nie.</translation>
    </message>
    <message>
        <source>By what the best round is chosen: macro-auc, macro-average-precision, loss, auc:FINDING, average-precision:FINDING, f1:FINDING, or last for none.</source>
        <translation>Wonach die beste Runde gewählt wird: macro-auc, macro-average-precision, loss, auc:BEFUND, average-precision:BEFUND, f1:BEFUND oder last für keine Wahl.</translation>
    </message>
    <message>
        <source>Findings with fewer cases in the validation part do not take part in the choice.</source>
        <translation>Befunde mit weniger Fällen im Validierungsteil nehmen an der Wahl nicht teil.</translation>
    </message>
    <message>
        <source>Share of the images that keep their lungs alone and take all else from another image, so that the model cannot lean on what lies around the lungs. For findings of the lungs only.</source>
        <translation>Anteil der Bilder, die nur ihre Lungen behalten und alles andere von einem anderen Bild bekommen, damit sich das Modell nicht auf das stützen kann, was um die Lungen liegt. Nur für Befunde der Lunge.</translation>
    </message>
    <message>
        <source>How the threshold of each finding is chosen on the validation part: youden, f1, sensitivity&gt;=0.95, specificity&gt;=0.9, or cost=10 where a missed case costs as much as ten false alarms.</source>
        <translation>Wie die Schwelle jedes Befunds auf dem Validierungsteil gewählt wird: youden, f1, sensitivity&gt;=0.95, specificity&gt;=0.9 oder cost=10, wenn ein übersehener Fall so viel kostet wie zehn Fehlalarme.</translation>
    </message>
</context>
<context>
    <name>RecipeWords</name>
    <message>
        <source>a small network of four layers</source>
        <translation>ein kleines Netz mit vier Schichten</translation>
    </message>
    <message>
        <source>a medium-sized network (ResNet-18)</source>
        <translation>ein mittelgroßes Netz (ResNet-18)</translation>
    </message>
    <message>
        <source>a larger network (ResNet-34)</source>
        <translation>ein größeres Netz (ResNet-34)</translation>
    </message>
    <message>
        <source>a large network (ResNet-50)</source>
        <translation>ein großes Netz (ResNet-50)</translation>
    </message>
    <message>
        <source>a large network (DenseNet-121)</source>
        <translation>ein großes Netz (DenseNet-121)</translation>
    </message>
    <message numerus="yes">
        <source>Trains %1 that sees each radiograph at %2 x %2 pixels, in %n rounds through the training images.</source>
        <translation>
            <numerusform>Trainiert %1, das jede Aufnahme mit %2 x %2 Pixeln sieht, in %n Runde durch die Trainingsbilder.</numerusform>
            <numerusform>Trainiert %1, das jede Aufnahme mit %2 x %2 Pixeln sieht, in %n Runden durch die Trainingsbilder.</numerusform>
        </translation>
    </message>
    <message>
        <source>Your own images</source>
        <translation>Ihre eigenen Bilder</translation>
    </message>
    <message>
        <source>For any frontal chest radiographs with one finding or several. A careful middle way; begin with it.</source>
        <translation>Für alle frontalen Thoraxaufnahmen mit einem Befund oder mehreren. Ein vorsichtiger Mittelweg; beginnen Sie damit.</translation>
    </message>
    <message>
        <source>Needs some 50 people with each finding; 500 are better.</source>
        <translation>Braucht etwa 50 Menschen mit jedem Befund; 500 sind besser.</translation>
    </message>
    <message>
        <source>Go on from Lucency&apos;s own model</source>
        <translation>Von Lucencys eigenem Modell ausgehen</translation>
    </message>
    <message>
        <source>Starts with a network that has seen thousands of chest radiographs, so that few images teach it more. It has learnt from the public NIH and Guangzhou images: do not test it on those.</source>
        <translation>Beginnt mit einem Netz, das Tausende Thoraxaufnahmen gesehen hat, sodass wenige Bilder es mehr lehren. Es hat aus den öffentlichen Bildern des NIH und aus Guangzhou gelernt: Prüfen Sie es nicht an diesen.</translation>
    </message>
    <message>
        <source>Works from some 100 images on.</source>
        <translation>Geht ab etwa 100 Bildern.</translation>
    </message>
    <message>
        <source>From the very start, as Lucency&apos;s own model</source>
        <translation>Ganz von vorn, wie Lucencys eigenes Modell</translation>
    </message>
    <message>
        <source>A long training that hardens the network against differences of site, size and exposure. For large collections.</source>
        <translation>Ein langes Training, das das Netz gegen Unterschiede von Haus, Größe und Belichtung abhärtet. Für große Sammlungen.</translation>
    </message>
    <message>
        <source>Needs 5,000 images or more, and time.</source>
        <translation>Braucht 5.000 Bilder oder mehr, und Zeit.</translation>
    </message>
    <message>
        <source>Many findings side by side</source>
        <translation>Viele Befunde nebeneinander</translation>
    </message>
    <message>
        <source>For images of which each may have several findings, as in the NIH ChestX-ray14 collection. Images with more findings are seen more often.</source>
        <translation>Für Bilder, von denen jedes mehrere Befunde haben kann, wie in der Sammlung NIH ChestX-ray14. Bilder mit mehr Befunden werden öfter gesehen.</translation>
    </message>
    <message>
        <source>Needs 500 images or more, and three findings or more.</source>
        <translation>Braucht 500 Bilder oder mehr und drei Befunde oder mehr.</translation>
    </message>
    <message>
        <source>One finding, made to hold at other sites</source>
        <translation>Ein Befund, der auch in anderen Häusern halten soll</translation>
    </message>
    <message>
        <source>Made for pneumonia in children. Changes each image strongly while it learns, so that the model does not lean on size, letters or exposure.</source>
        <translation>Für Pneumonie bei Kindern gemacht. Verändert jedes Bild beim Lernen stark, damit sich das Modell nicht auf Größe, Buchstaben oder Belichtung stützt.</translation>
    </message>
    <message>
        <source>Needs one finding and 800 images or more.</source>
        <translation>Braucht einen Befund und 800 Bilder oder mehr.</translation>
    </message>
    <message>
        <source>A small, quick network</source>
        <translation>Ein kleines, schnelles Netz</translation>
    </message>
    <message>
        <source>Sees 64 x 64 pixels: enough for large opacities, too coarse for nodules. Good for a first try, or where the images are small.</source>
        <translation>Sieht 64 x 64 Pixel: genug für große Verschattungen, zu grob für Rundherde. Gut für einen ersten Versuch oder wo die Bilder klein sind.</translation>
    </message>
    <message>
        <source>Needs one finding. Finished soon even on an old computer.</source>
        <translation>Braucht einen Befund. Auch auf einem alten Rechner bald fertig.</translation>
    </message>
    <message>
        <source>One finding against none</source>
        <translation>Ein Befund gegen keinen</translation>
    </message>
    <message>
        <source>Made for pleural effusion from a table of labels. Keeps the angles of the lungs in the picture, where small effusions show.</source>
        <translation>Für Pleuraerguss aus einer Labeltabelle gemacht. Lässt die Lungenwinkel im Bild, wo sich kleine Ergüsse zeigen.</translation>
    </message>
    <message>
        <source>Needs one finding and 300 images or more.</source>
        <translation>Braucht einen Befund und 300 Bilder oder mehr.</translation>
    </message>
    <message>
        <source>A rare finding</source>
        <translation>Ein seltener Befund</translation>
    </message>
    <message>
        <source>For a finding that few of the images have: those are seen as often as the others, and a wrong call costs five times as much.</source>
        <translation>Für einen Befund, den wenige Bilder haben: Sie werden so oft gesehen wie die anderen, und ein falsches Urteil kostet fünfmal so viel.</translation>
    </message>
    <message>
        <source>You have one finding.</source>
        <translation>Sie haben einen Befund.</translation>
    </message>
    <message>
        <source>You have one finding only; this is for several.</source>
        <translation>Sie haben nur einen Befund; dies ist für mehrere.</translation>
    </message>
    <message numerus="yes">
        <source>You have %Ln findings.</source>
        <translation>
            <numerusform>Sie haben %Ln Befund.</numerusform>
            <numerusform>Sie haben %Ln Befunde.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>You have %Ln findings; this is for one.</source>
        <translation>
            <numerusform>Sie haben %Ln Befund; dies ist für einen.</numerusform>
            <numerusform>Sie haben %Ln Befunde; dies ist für einen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>You have %Ln images, few to start from nothing.</source>
        <translation>
            <numerusform>Sie haben %Ln Bild, wenig, um bei nichts anzufangen.</numerusform>
            <numerusform>Sie haben %Ln Bilder, wenige, um bei nichts anzufangen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Your %Ln images are enough for it.</source>
        <translation>
            <numerusform>Ihr %Ln Bild genügt dafür.</numerusform>
            <numerusform>Ihre %Ln Bilder genügen dafür.</numerusform>
        </translation>
    </message>
    <message>
        <source>It wants %1 images or more, and you have fewer.</source>
        <translation>Es verlangt %1 Bilder oder mehr, und Sie haben weniger.</translation>
    </message>
    <message>
        <source>Your images are of children (middle age %1 years).</source>
        <translation>Ihre Bilder zeigen Kinder (mittleres Alter %1 Jahre).</translation>
    </message>
    <message>
        <source>Your images are of adults (middle age %1 years); it was made for children.</source>
        <translation>Ihre Bilder zeigen Erwachsene (mittleres Alter %1 Jahre); es ist für Kinder gemacht.</translation>
    </message>
    <message>
        <source>Your images are small (%1 pixels), and it needs no more.</source>
        <translation>Ihre Bilder sind klein (%1 Pixel), und mehr braucht es nicht.</translation>
    </message>
    <message>
        <source>Your images are finer than the %1 pixels that it sees.</source>
        <translation>Ihre Bilder sind feiner als die %1 Pixel, die es sieht.</translation>
    </message>
    <message>
        <source>Only %1 % of your images have the finding.</source>
        <translation>Nur %1 % Ihrer Bilder haben den Befund.</translation>
    </message>
    <message>
        <source>Suits all kinds of chest radiographs.</source>
        <translation>Passt für alle Arten von Thoraxaufnahmen.</translation>
    </message>
    <message>
        <source>Shows soon whether there is something to learn.</source>
        <translation>Zeigt bald, ob es etwas zu lernen gibt.</translation>
    </message>
    <message>
        <source>Starts with what Lucency&apos;s model knows of chest radiographs.</source>
        <translation>Beginnt mit dem, was Lucencys Modell von Thoraxaufnahmen weiß.</translation>
    </message>
</context>
<context>
    <name>RemarkText</name>
    <message>
        <source>Stored inverted; shown the usual way round.</source>
        <translation>Invertiert gespeichert; in üblicher Darstellung gezeigt.</translation>
    </message>
    <message>
        <source>No pixel spacing: lengths are in pixels.</source>
        <translation>Kein Pixelabstand: Längen in Pixeln.</translation>
    </message>
    <message>
        <source>DICOM file without a preamble.</source>
        <translation>DICOM-Datei ohne Präambel.</translation>
    </message>
    <message>
        <source>DICOM file without a meta header; its encoding was worked out.</source>
        <translation>DICOM-Datei ohne Meta-Header; die Kodierung wurde erschlossen.</translation>
    </message>
    <message>
        <source>Some text is in an unknown character set.</source>
        <translation>Ein Teil des Textes hat einen unbekannten Zeichensatz.</translation>
    </message>
    <message>
        <source>Compressed with loss.</source>
        <translation>Verlustbehaftet komprimiert.</translation>
    </message>
    <message>
        <source>Colour was turned into grey.</source>
        <translation>Farbe wurde in Grau umgewandelt.</translation>
    </message>
    <message>
        <source>Transparency was ignored.</source>
        <translation>Transparenz wurde nicht berücksichtigt.</translation>
    </message>
    <message>
        <source>One frame of several.</source>
        <translation>Ein Einzelbild von mehreren.</translation>
    </message>
    <message>
        <source>Surplus bytes after the image were ignored.</source>
        <translation>Überzählige Bytes nach dem Bild wurden nicht berücksichtigt.</translation>
    </message>
    <message>
        <source>The file does not say whether this is a frontal view.</source>
        <translation>Die Datei sagt nicht, ob dies eine Frontalaufnahme ist.</translation>
    </message>
    <message>
        <source>The file does not say which body part this is.</source>
        <translation>Die Datei sagt nicht, welche Körperregion dies ist.</translation>
    </message>
    <message>
        <source>No window in the file; an automatic one is used.</source>
        <translation>Keine Fensterung in der Datei; automatisch gewählt.</translation>
    </message>
    <message>
        <source>The patient&apos;s age is outside that of the training data.</source>
        <translation>Das Alter des Patienten liegt außerhalb der Trainingsdaten.</translation>
    </message>
    <message>
        <source>Age unknown: taken for an adult unless the study says otherwise. Findings of other ages stand last and raise no priority.</source>
        <translation>Alter unbekannt: als Erwachsener gewertet, wenn die Studie nichts anderes sagt. Befunde anderer Altersstufen stehen zuletzt und erhöhen keine Priorität.</translation>
    </message>
    <message>
        <source>The file has an overlay (marks or text over the image) that is not shown.</source>
        <translation>Die Datei enthält ein Overlay (Markierungen oder Text über dem Bild), das nicht dargestellt wird.</translation>
    </message>
</context>
<context>
    <name>ReportCommand</name>
    <message>
        <source>The run is complete, only its report is missing; lucency report writes it anew.</source>
        <translation>Der Lauf ist vollständig, nur sein Bericht fehlt; lucency report schreibt ihn neu.</translation>
    </message>
    <message>
        <source>Write the report of a finished training run anew, as HTML and PDF, from the files of its folder</source>
        <translation>Den Bericht eines beendeten Trainingslaufs neu schreiben, als HTML und PDF, aus den Dateien seines Ordners</translation>
    </message>
    <message>
        <source>The run folder</source>
        <translation>Der Ordner des Laufs</translation>
    </message>
    <message>
        <source>Folder that the run&apos;s images lie in, for pictures of test images</source>
        <translation>Ordner mit den Bildern des Laufs, für Abbildungen von Testbildern</translation>
    </message>
    <message>
        <source>Files without their extension; RUN/report where it is not given</source>
        <translation>Dateien ohne Endung; ohne Angabe RUN/report</translation>
    </message>
    <message>
        <source>No images of patients, for a report that is passed on</source>
        <translation>Keine Bilder von Patienten, für einen Bericht, der weitergegeben wird</translation>
    </message>
</context>
<context>
    <name>ReportWords</name>
    <message>
        <source>Report of a training run</source>
        <translation>Bericht eines Trainingslaufs</translation>
    </message>
    <message>
        <source>Report of an evaluation</source>
        <translation>Bericht einer Auswertung</translation>
    </message>
    <message>
        <source>made by Lucency %1</source>
        <translation>gemacht von Lucency %1</translation>
    </message>
    <message>
        <source>Evaluation of predictions</source>
        <translation>Auswertung von Vorhersagen</translation>
    </message>
    <message>
        <source>en</source>
        <extracomment>The language of the report, as HTML names it.</extracomment>
        <translation>de</translation>
    </message>
    <message>
        <source>%1 · not for primary diagnosis</source>
        <translation>%1 · nicht zur Primärdiagnose</translation>
    </message>
    <message>
        <source>This report shows pictures of patients and names their files: it belongs where the images are. To pass it on, make it anew without pictures.</source>
        <translation>Dieser Bericht zeigt Bilder von Patienten und nennt ihre Dateien: er gehört dorthin, wo die Bilder sind. Zum Weitergeben ist er ohne Bilder neu zu machen.</translation>
    </message>
    <message>
        <source>This report shows no images: they were not at hand, or not wanted.</source>
        <translation>Dieser Bericht zeigt keine Bilder: sie waren nicht zur Hand oder nicht gewünscht.</translation>
    </message>
</context>
<context>
    <name>RunPageWords</name>
    <message>
        <source>before its first epoch ended</source>
        <translation>vor dem Ende der ersten Epoche</translation>
    </message>
    <message>
        <source>after epoch %1</source>
        <translation>nach Epoche %1</translation>
    </message>
    <message>
        <source>about %1 s</source>
        <translation>etwa %1 s</translation>
    </message>
    <message>
        <source>about %1 min</source>
        <translation>etwa %1 min</translation>
    </message>
    <message>
        <source>about %1 h %2 min</source>
        <translation>etwa %1 h %2 min</translation>
    </message>
    <message>
        <source>Reading images: %1 of %2</source>
        <translation>Liest Bilder: %1 von %2</translation>
    </message>
    <message>
        <source>Epoch %1 of %2: batch %3 of %4</source>
        <translation>Epoche %1 von %2: Stapel %3 von %4</translation>
    </message>
    <message>
        <source>Epoch %1 of %2: measuring on the validation images</source>
        <translation>Epoche %1 von %2: misst an den Validierungsbildern</translation>
    </message>
    <message>
        <source>Learning is over: measuring the best epoch on the test images</source>
        <translation>Das Lernen ist vorbei: misst die beste Epoche an den Testbildern</translation>
    </message>
    <message>
        <source>Waits as number %1. The queue stands still until you let it go on.</source>
        <translation>Wartet als Nummer %1. Die Warteschlange steht, bis Sie sie fortsetzen.</translation>
    </message>
    <message>
        <source>Waits for its turn as number %1.</source>
        <translation>Wartet als Nummer %1, bis er an der Reihe ist.</translation>
    </message>
    <message>
        <source>Begins …</source>
        <translation>Beginnt …</translation>
    </message>
    <message>
        <source>Ends the batch in hand and saves everything …</source>
        <translation>Beendet den angefangenen Stapel und sichert alles …</translation>
    </message>
    <message>
        <source>Paused %1. Everything is saved: it goes on exactly where it was.</source>
        <translation>Pause %1. Alles ist gesichert: Es geht genau dort weiter, wo er war.</translation>
    </message>
    <message>
        <source>The program ended while this run was training, %1. All but the last moments is saved: go on?</source>
        <translation>Das Programm endete, während dieser Lauf trainierte, %1. Bis auf die letzten Augenblicke ist alles gesichert: weiter?</translation>
    </message>
    <message>
        <source>Stopped before its first epoch ended. It can go on.</source>
        <translation>Vor dem Ende der ersten Epoche angehalten. Er kann weitergehen.</translation>
    </message>
    <message>
        <source>Stopped %1. It can go on where it was, or be finished with its best epoch.</source>
        <translation>Angehalten %1. Er kann weitergehen, wo er war, oder mit seiner besten Epoche abgeschlossen werden.</translation>
    </message>
    <message>
        <source>A fault stopped this run %1. What it had learnt is saved: it goes on once the cause is mended.</source>
        <translation>Ein Fehler hielt diesen Lauf an, %1. Was er gelernt hatte, ist gesichert: Er geht weiter, sobald die Ursache behoben ist.</translation>
    </message>
    <message>
        <source>Another program trains in this folder now, such as lucency train on the command line.</source>
        <translation>Ein anderes Programm trainiert gerade in diesem Ordner, etwa lucency train auf der Befehlszeile.</translation>
    </message>
    <message>
        <source>Finished after %1 of %2 epochs. Model and report are made.</source>
        <translation>Fertig nach %1 von %2 Epochen. Modell und Bericht sind erstellt.</translation>
    </message>
    <message>
        <source>Finished. Model and report are made.</source>
        <translation>Fertig. Modell und Bericht sind erstellt.</translation>
    </message>
    <message>
        <source>This run cannot go on; see below what is missing and what still works.</source>
        <translation>Dieser Lauf kann nicht weitergehen; unten steht, was fehlt und was noch geht.</translation>
    </message>
    <message>
        <source>Another window of Lucency has the training queue. Train there, or close it and open this window anew.</source>
        <translation>Ein anderes Fenster von Lucency hat die Warteschlange. Trainieren Sie dort, oder schließen Sie es und öffnen Sie dieses Fenster neu.</translation>
    </message>
    <message>
        <source>The list of waiting runs was damaged and has been put aside as queue.damaged.json. No run is lost: each is in the list below and can be gone on with.</source>
        <translation>Die Liste der wartenden Läufe war beschädigt und wurde als queue.damaged.json beiseitegelegt. Kein Lauf ist verloren: Jeder steht unten in der Liste und kann weitergehen.</translation>
    </message>
    <message>
        <source>The images or the recipe are not those that the run began with.</source>
        <translation>Die Bilder oder das Rezept sind nicht die, mit denen der Lauf begann.</translation>
    </message>
    <message>
        <source>The training went astray: the loss is no number any more. A smaller learning rate often helps.</source>
        <translation>Das Training ist entgleist: Der Verlust ist keine Zahl mehr. Oft hilft eine kleinere Lernrate.</translation>
    </message>
    <message>
        <source>Images were removed, added or renamed since this run began, so it cannot go on with the same people in the same parts. Put them back as they were, and it goes on; or begin a new run with the images as they are.</source>
        <translation>Seit Beginn dieses Laufs wurden Bilder entfernt, hinzugefügt oder umbenannt, deshalb kann er nicht mit denselben Menschen in denselben Teilen weitergehen. Stellen Sie sie wieder her, dann geht er weiter; oder beginnen Sie einen neuen Lauf mit den Bildern, wie sie sind.</translation>
    </message>
    <message>
        <source>Another program trains in %1 now. Wait until it ends, or stop it there.</source>
        <translation>Ein anderes Programm trainiert gerade in %1. Warten Sie, bis es endet, oder halten Sie es dort an.</translation>
    </message>
</context>
<context>
    <name>RunSummaryWords</name>
    <message>
        <source>Nothing tells where its images lie: to go on, the folder has to be named.</source>
        <translation>Nichts sagt, wo seine Bilder liegen: Zum Weitermachen muss der Ordner genannt werden.</translation>
    </message>
    <message>
        <source>The folder of its images, %1, is not on this computer: results can be read without pictures; to go on, the folder has to be named.</source>
        <translation>Der Ordner seiner Bilder, %1, ist nicht auf diesem Rechner: Ergebnisse lassen sich ohne Bilder lesen; zum Weitermachen muss der Ordner genannt werden.</translation>
    </message>
    <message>
        <source>history.csv is damaged: its curves cannot be drawn.</source>
        <translation>history.csv ist beschädigt: Die Kurven lassen sich nicht zeichnen.</translation>
    </message>
    <message>
        <source>recipe.json is missing or damaged: the run cannot go on, but its model can be used.</source>
        <translation>recipe.json fehlt oder ist beschädigt: Der Lauf kann nicht weitergehen, aber sein Modell ist brauchbar.</translation>
    </message>
    <message>
        <source>recipe.json is missing or damaged: the run cannot go on.</source>
        <translation>recipe.json fehlt oder ist beschädigt: Der Lauf kann nicht weitergehen.</translation>
    </message>
    <message>
        <source>best.safetensors is missing: the report can be read, but there is no model to use.</source>
        <translation>best.safetensors fehlt: Der Bericht lässt sich lesen, aber es gibt kein Modell.</translation>
    </message>
    <message>
        <source>split.csv is missing: who was trained on is not known, so the run cannot go on.</source>
        <translation>split.csv fehlt: Mit wem trainiert wurde, ist nicht bekannt, deshalb kann der Lauf nicht weitergehen.</translation>
    </message>
    <message>
        <source>report.json is missing: how good the model is cannot be told.</source>
        <translation>report.json fehlt: Wie gut das Modell ist, lässt sich nicht sagen.</translation>
    </message>
    <message>
        <source>state.safetensors is missing, so the run cannot go on; its weights can be used.</source>
        <translation>state.safetensors fehlt, deshalb kann der Lauf nicht weitergehen; seine Gewichte sind brauchbar.</translation>
    </message>
</context>
<context>
    <name>RunWords</name>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Trainiert</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>Hält an</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>Unterbrochen</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>In another program</source>
        <translation>In anderem Programm</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Incomplete</source>
        <translation>Unvollständig</translation>
    </message>
    <message>
        <source>AUC of %1</source>
        <translation>AUC von %1</translation>
    </message>
    <message>
        <source>F1 of %1</source>
        <translation>F1 von %1</translation>
    </message>
    <message>
        <source>average precision of %1</source>
        <translation>mittlere Präzision von %1</translation>
    </message>
    <message>
        <source>mean average precision</source>
        <translation>Mittel der mittleren Präzision</translation>
    </message>
    <message>
        <source>validation loss</source>
        <translation>Validierungsverlust</translation>
    </message>
    <message>
        <source>AUC</source>
        <translation>AUC</translation>
    </message>
    <message>
        <source>loss %1</source>
        <translation>Verlust %1</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>ScoreCommand</name>
    <message>
        <source>%1 scored, %2 refused, %3 failed; the reasons are in the output.</source>
        <translation>%1 ausgewertet, %2 abgelehnt, %3 fehlgeschlagen; die Gründe stehen in der Ausgabe.</translation>
    </message>
    <message>
        <source>Radiographs, folders with radiographs, or a DICOMDIR</source>
        <translation>Röntgenaufnahmen, Ordner mit solchen oder ein DICOMDIR</translation>
    </message>
    <message>
        <source>Score the bundled sample radiographs</source>
        <translation>Die beiliegenden Beispielaufnahmen auswerten</translation>
    </message>
    <message>
        <source>jsonl: a JSON object a line; csv: the same columns; table: for people</source>
        <translation>jsonl: ein JSON-Objekt je Zeile; csv: dieselben Spalten; table: zum Lesen</translation>
    </message>
    <message>
        <source>Folder for a picture of each scored image with the heat map of its leading finding</source>
        <translation>Ordner für ein Bild je ausgewerteter Aufnahme mit der Wärmekarte ihres Leitbefunds</translation>
    </message>
    <message>
        <source>Score radiographs</source>
        <translation>Röntgenaufnahmen auswerten</translation>
    </message>
    <message>
        <source>Ended early: the output holds the first %1 of %2 radiographs.</source>
        <translation>Vorzeitig beendet: Die Ausgabe enthält die ersten %1 von %2 Röntgenaufnahmen.</translation>
    </message>
    <message>
        <source>File instead of stdout; it appears at the end, also of a run that was stopped</source>
        <translation>Datei statt der Standardausgabe; sie erscheint am Ende, auch wenn der Lauf angehalten wurde</translation>
    </message>
    <message>
        <source>Findings that are not validated, or not for the age of the patient, are not shown. Where the age is unknown, all are given, but a finding of children alone leads nothing and raises no priority, unless the study or the model is said to be one of children. Further frames of a file have the path FILE#2, FILE#3, ... In CSV, lists are joined by &apos;;&apos; and scores written name=value.
Exit codes: 0 all scored; 2 wrong usage; 3 some refused or failed, the reason is in the output, or ended early; 4 nothing done.
A second opinion, not for primary diagnosis.</source>
        <translation>Befunde, die nicht validiert sind oder nicht für das Alter des Patienten gelten, werden nicht gezeigt. Ist das Alter unbekannt, werden alle angegeben, aber ein reiner Kinderbefund steht nie vorn und erhöht keine Priorität, es sei denn, die Studie oder das Modell ist ausdrücklich für Kinder. Weitere Einzelbilder einer Datei haben den Pfad DATEI#2, DATEI#3, ... In CSV sind Listen durch &apos;;&apos; verbunden und Werte als Name=Wert geschrieben.
Rückgabewerte: 0 alles ausgewertet; 2 falscher Aufruf; 3 einiges abgelehnt oder fehlgeschlagen (der Grund steht in der Ausgabe) oder vorzeitig beendet; 4 nichts getan.
Eine Zweitmeinung, nicht zur Primärdiagnose.</translation>
    </message>
    <message>
        <source>Annotated pictures are in %1.</source>
        <translation>Die beschrifteten Bilder liegen in %1.</translation>
    </message>
</context>
<context>
    <name>ScoreTableWords</name>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>nothing validated to show</source>
        <translation>nichts Validiertes zu zeigen</translation>
    </message>
    <message>
        <source>scored</source>
        <translation>ausgewertet</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Priorität</translation>
    </message>
    <message>
        <source>Scores (* over the operating point)</source>
        <translation>Wahrscheinlichkeiten (* über dem Arbeitspunkt)</translation>
    </message>
    <message>
        <source>A second opinion, not for primary diagnosis.</source>
        <translation>Eine Zweitmeinung, nicht zur Primärdiagnose.</translation>
    </message>
    <message>
        <source>(not counted)</source>
        <translation>(nicht gewertet)</translation>
    </message>
    <message>
        <source>[age unknown]</source>
        <translation>[Alter unbekannt]</translation>
    </message>
</context>
<context>
    <name>StandingWords</name>
    <message>
        <source>CURRENT</source>
        <translation>AKTUELL</translation>
    </message>
    <message>
        <source>PRIOR</source>
        <translation>VORAUFNAHME</translation>
    </message>
    <message>
        <source>LATER</source>
        <translation>SPÄTER</translation>
    </message>
    <message>
        <source>OTHER STUDY</source>
        <translation>ANDERE</translation>
    </message>
</context>
<context>
    <name>StoreQuestion</name>
    <message>
        <source>You can read on without this database. Worklist and scores are then gone when the window closes.</source>
        <translation>Bilder können auch ohne diese Datenbank betrachtet werden. Arbeitsliste und Auswertungen sind dann beim Schließen des Fensters verloren.</translation>
    </message>
    <message>
        <source>Read without keeping anything</source>
        <translation>Betrachten, ohne etwas zu behalten</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>There is a backup of %1. With it, what was imported, drawn or said since then is missing, and all images are scored again. The damaged file is kept beside it.</source>
        <translation>Es gibt eine Sicherung vom %1. Mit ihr fehlt, was seitdem importiert, eingezeichnet oder gesagt wurde, und alle Bilder werden neu bewertet. Die beschädigte Datei bleibt daneben liegen.</translation>
    </message>
    <message>
        <source>Use the backup</source>
        <translation>Die Sicherung verwenden</translation>
    </message>
</context>
<context>
    <name>StoredImage</name>
    <message>
        <source>The file of this image</source>
        <translation>Die Datei dieses Bildes</translation>
    </message>
</context>
<context>
    <name>SummaryWords</name>
    <message>
        <source>%1 looks at a frontal chest radiograph and gives a probability for: %2.</source>
        <translation>%1 sieht sich eine frontale Röntgenaufnahme des Thorax an und gibt eine Wahrscheinlichkeit für: %2.</translation>
    </message>
    <message>
        <source>The program that made these predictions</source>
        <translation>Das Programm, von dem diese Vorhersagen sind</translation>
    </message>
    <message>
        <source>It was measured on %1 labelled images of %2 people.</source>
        <translation>Gemessen wurde an %1 Bildern von %2 Personen.</translation>
    </message>
    <message>
        <source>%1: AUC %2 (95 % interval %3 to %4). Shown one image with it and one without, the model ranks %5 of 100 such pairs rightly; guessing ranks 50.</source>
        <translation>%1: AUC %2 (95-%-Intervall %3 bis %4). Von 100 Paaren aus einem Bild mit und einem ohne ordnet das Modell %5 richtig; Raten ordnet 50.</translation>
    </message>
    <message>
        <source>At its operating point it finds %1 of 100 images that have it (95 %: %2 to %3), and raises a false alarm on %4 of 100 that do not (95 %: %5 to %6).</source>
        <translation>An seinem Arbeitspunkt findet es %1 von 100 Bildern mit dem Befund (95 %: %2 bis %3) und gibt bei %4 von 100 ohne ihn Fehlalarm (95 %: %5 bis %6).</translation>
    </message>
    <message>
        <source>The findings at a glance</source>
        <translation>Die Befunde auf einen Blick</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>Befund</translation>
    </message>
    <message>
        <source>with / without</source>
        <translation>mit / ohne</translation>
    </message>
    <message>
        <source>AUC (95&#xa0;%)</source>
        <translation>AUC (95&#xa0;%)</translation>
    </message>
    <message>
        <source>Sensitivity (95&#xa0;%)</source>
        <translation>Sensitivität (95&#xa0;%)</translation>
    </message>
    <message>
        <source>Specificity (95&#xa0;%)</source>
        <translation>Spezifität (95&#xa0;%)</translation>
    </message>
    <message>
        <source>Validated</source>
        <translation>Validiert</translation>
    </message>
    <message>
        <source>Sensitivity: of images with the finding, the share that is called. Specificity: of images without it, the share that is left alone.</source>
        <translation>Sensitivität: von Bildern mit dem Befund der Anteil, der gemeldet wird. Spezifität: von Bildern ohne ihn der Anteil, der nicht gemeldet wird.</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>Five words</source>
        <translation>Fünf Worte</translation>
    </message>
    <message>
        <source>Sensitivity and specificity: how many images with the finding are called, and how many without it are left alone, at the operating point.</source>
        <translation>Sensitivität und Spezifität: wie viele Bilder mit dem Befund am Arbeitspunkt gemeldet werden und wie viele ohne ihn nicht.</translation>
    </message>
    <message>
        <source>AUC: how well images with and without the finding are ranked, whatever the operating point; 0.5 is guessing, 1 is perfect.</source>
        <translation>AUC: wie gut Bilder mit und ohne den Befund geordnet werden, unabhängig vom Arbeitspunkt; 0,5 ist Raten, 1 ist vollkommen.</translation>
    </message>
    <message>
        <source>95 % interval: were the test repeated with other people of the same kind, the figure would be expected in this range. The fewer people, the wider it is.</source>
        <translation>95-%-Intervall: würde mit anderen Personen derselben Art noch einmal gemessen, so wäre die Zahl in diesem Bereich zu erwarten. Je weniger Personen, desto breiter ist er.</translation>
    </message>
    <message>
        <source>Not measured: there are no cases on which the figure could stand. It does not mean zero.</source>
        <translation>Nicht gemessen: es gibt keine Fälle, auf denen die Zahl stehen könnte. Es heißt nicht null.</translation>
    </message>
    <message>
        <source>Findings whose cohort is too small for their claims</source>
        <translation>Befunde mit zu wenigen Fällen</translation>
    </message>
    <message>
        <source>test images with / without</source>
        <translation>Testbilder mit / ohne</translation>
    </message>
    <message>
        <source>one image is worth</source>
        <translation>ein Bild zählt</translation>
    </message>
    <message>
        <source>width of the AUC&apos;s interval</source>
        <translation>Breite des AUC-Intervalls</translation>
    </message>
    <message>
        <source>validation images with / without</source>
        <translation>Validierungsbilder mit / ohne</translation>
    </message>
    <message>
        <source>With fewer than 50 test images with or without it, or an interval wider than 0.15, a figure is a first impression. With fewer than 30 validation images the place of the operating point is not to be trusted.</source>
        <translation>Mit weniger als 50 Testbildern mit oder ohne ihn oder einem Intervall breiter als 0,15 ist eine Zahl ein erster Eindruck. Mit weniger als 30 Validierungsbildern ist der Lage des Arbeitspunkts nicht zu trauen.</translation>
    </message>
    <message>
        <source>%1 points</source>
        <translation>%1 Prozentpunkte</translation>
    </message>
    <message>
        <source>Not for primary diagnosis. The model supports a physician&apos;s read and never replaces it.</source>
        <translation>Nicht zur Primärdiagnose. Das Modell unterstützt die ärztliche Befundung und ersetzt sie nie.</translation>
    </message>
    <message>
        <source>How good it is was not measured: no finding has real images with and without it in the part that was held back.</source>
        <translation>Wie gut es ist, wurde nicht gemessen: von keinem Befund gibt es im zurückgehaltenen Teil echte Bilder mit und ohne ihn.</translation>
    </message>
    <message>
        <source>Not validated, and never shown to readers as a result: %1.</source>
        <translation>Nicht validiert und Befundenden nie als Ergebnis gezeigt: %1.</translation>
    </message>
    <message>
        <source>Nothing here says how the model does at another hospital, with other equipment, or in people unlike those described below.</source>
        <translation>Nichts hier sagt, was das Modell in einem anderen Haus, an anderen Geräten oder bei anderen Personen als den unten beschriebenen leistet.</translation>
    </message>
    <message>
        <source>The cohort is too small for what is claimed of %1.</source>
        <translation>Für %1 sind es zu wenige Fälle, um den Zahlen zu trauen.</translation>
    </message>
    <message>
        <source>The cohort is too small for what is claimed of %1 of these findings.</source>
        <translation>Für %1 dieser Befunde sind es zu wenige Fälle, um den Zahlen zu trauen.</translation>
    </message>
    <message>
        <source>Probability: what the model gives an image for a finding. Operating point: the probability from which on an image is called positive.</source>
        <translation>Wahrscheinlichkeit: was das Modell einem Bild für einen Befund gibt. Arbeitspunkt: die Wahrscheinlichkeit, von der an ein Bild als positiv gemeldet wird.</translation>
    </message>
    <message>
        <source>Validated by its model</source>
        <translation>Vom Modell validiert</translation>
    </message>
    <message>
        <source>It was trained on %1 images of %2 people. Another %3 images of %4 people (the validation part) served to choose the best epoch, to calibrate and to set the operating point.</source>
        <translation>Es wurde an %1 Bildern von %2 Personen trainiert. Weitere %3 Bilder von %4 Personen (der Validierungsteil) dienten dazu, die beste Epoche zu wählen, zu kalibrieren und den Arbeitspunkt festzulegen.</translation>
    </message>
    <message>
        <source>How good it is was measured on %1 images of %2 further people (the test part), who took no part in any of this.</source>
        <translation>Wie gut es ist, wurde an %1 Bildern von %2 weiteren Personen gemessen (dem Testteil), die an nichts davon teilhatten.</translation>
    </message>
    <message>
        <source>%1 of all these images are synthetic, drawn by a program; none of them was measured on.</source>
        <translation>%1 von all diesen Bildern sind künstlich, von einem Programm gezeichnet; an keinem davon wurde gemessen.</translation>
    </message>
    <message>
        <source>These figures are with corrected labels, not those of the source: people changed %1 labels and excluded %2 images.</source>
        <translation>Diese Zahlen gelten korrigierten Angaben, nicht denen der Quelle: Personen haben %1 Angaben geändert und %2 Bilder ausgeschlossen.</translation>
    </message>
    <message numerus="yes">
        <source>The patient of %Ln images is unknown: each was taken for a patient of its own, and where that is not so the intervals are too narrow.</source>
        <translation>
            <numerusform>Bei %Ln Bild ist der Patient unbekannt: es gilt als eigener Patient, und wo das nicht stimmt, sind die Intervalle zu schmal.</numerusform>
            <numerusform>Bei %Ln Bildern ist der Patient unbekannt: jedes gilt als eigener Patient, und wo das nicht stimmt, sind die Intervalle zu schmal.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln people are in the validation part too: the figures flatter.</source>
        <translation>
            <numerusform>%Ln Person ist auch im Validierungsteil: die Zahlen schmeicheln.</numerusform>
            <numerusform>%Ln Personen sind auch im Validierungsteil: die Zahlen schmeicheln.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln images of this run could not be read; they took no part.</source>
        <translation>
            <numerusform>%Ln Bild dieses Laufs konnte nicht gelesen werden; es hat nicht teilgenommen.</numerusform>
            <numerusform>%Ln Bilder dieses Laufs konnten nicht gelesen werden; sie haben nicht teilgenommen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln images were refused or could not be read; they are in no figure.</source>
        <translation>
            <numerusform>%Ln Bild wurde abgelehnt oder ließ sich nicht lesen; es steht in keiner Zahl.</numerusform>
            <numerusform>%Ln Bilder wurden abgelehnt oder ließen sich nicht lesen; sie stehen in keiner Zahl.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln findings could be measured; their mean AUC is %1 (0.5 is guessing, 1 is perfect).</source>
        <translation>
            <numerusform>%Ln Befund ließ sich messen; seine AUC ist %1 (0,5 ist Raten, 1 ist vollkommen).</numerusform>
            <numerusform>%Ln Befunde ließen sich messen; ihre mittlere AUC ist %1 (0,5 ist Raten, 1 ist vollkommen).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: after recalibration %Ln images are called otherwise than by the model; its figures at the operating point are not the model&apos;s.</source>
        <translation>
            <numerusform>%1: Nach der Neukalibrierung wird %Ln Bild anders beurteilt als vom Modell; die Zahlen am Arbeitspunkt sind nicht die des Modells.</numerusform>
            <numerusform>%1: Nach der Neukalibrierung werden %Ln Bilder anders beurteilt als vom Modell; die Zahlen am Arbeitspunkt sind nicht die des Modells.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TrainCommand</name>
    <message>
        <source>epoch %1/%2</source>
        <translation>Epoche %1/%2</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>Validierung</translation>
    </message>
    <message>
        <source>metric</source>
        <translation>Metrik</translation>
    </message>
    <message>
        <source>images/s</source>
        <translation>Bilder/s</translation>
    </message>
    <message>
        <source>waiting %1 %</source>
        <translation>Wartezeit %1 %</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>reading images %1</source>
        <translation>Bilder lesen %1</translation>
    </message>
    <message>
        <source>epoch %1: validating</source>
        <translation>Epoche %1: Validierung</translation>
    </message>
    <message>
        <source>evaluating on the test part</source>
        <translation>Auswertung am Testteil</translation>
    </message>
    <message>
        <source>epoch %1/%2  batch %3  loss %4  %5 images/s  %6 left</source>
        <translation>Epoche %1/%2  Batch %3  Verlust %4  %5 Bilder/s  noch %6</translation>
    </message>
    <message>
        <source>train needs --recipe, --data and --output (or --list).</source>
        <translation>train braucht --recipe, --data und --output (oder --list).</translation>
    </message>
    <message>
        <source>stopped; go on with --resume</source>
        <translation>angehalten; weiter mit --resume</translation>
    </message>
    <message>
        <source>Trains a model as a recipe says</source>
        <translation>Trainiert ein Modell nach einem Rezept</translation>
    </message>
    <message>
        <source>name of a built-in recipe, or a file</source>
        <translation>Name eines eingebauten Rezepts oder eine Datei</translation>
    </message>
    <message>
        <source>label table in place of the recipe&apos;s</source>
        <translation>Labeltabelle anstelle der im Rezept</translation>
    </message>
    <message>
        <source>run folder</source>
        <translation>Ordner des Laufs</translation>
    </message>
    <message>
        <source>go on with the run in the run folder</source>
        <translation>den Lauf in diesem Ordner fortsetzen</translation>
    </message>
    <message>
        <source>a key of the recipe, as training.epochs=5; may be repeated</source>
        <translation>ein Schlüssel des Rezepts, etwa training.epochs=5; mehrfach möglich</translation>
    </message>
    <message>
        <source>seed of the split, the start and the augmentation</source>
        <translation>Startzahl für Aufteilung, Anfangsgewichte und Augmentierung</translation>
    </message>
    <message>
        <source>compute threads of the network; 0 for all cores</source>
        <translation>Rechen-Threads des Netzes; 0 für alle Kerne</translation>
    </message>
    <message>
        <source>list the built-in recipes</source>
        <translation>die eingebauten Rezepte auflisten</translation>
    </message>
    <message>
        <source>auto, cpu, cuda or cuda:N</source>
        <translation>auto, cpu, cuda oder cuda:N</translation>
    </message>
    <message>
        <source>training %1 first</source>
        <translation>zuerst wird %1 trainiert</translation>
    </message>
    <message>
        <source>folder that the recipe&apos;s folders lie in, or one of them</source>
        <translation>Ordner, in dem die Ordner des Rezepts liegen, oder einer von ihnen</translation>
    </message>
    <message>
        <source>instead of training: can a few images be learnt by heart? If not, says why</source>
        <translation>statt zu trainieren: Lassen sich einige Bilder auswendig lernen? Wenn nicht, sagt es, warum</translation>
    </message>
    <message>
        <source>folder in which decoded images are kept from run to run (default: the user&apos;s cache folder)</source>
        <translation>Ordner, in dem dekodierte Bilder von Lauf zu Lauf behalten werden (Vorgabe: der Cache-Ordner des Benutzers)</translation>
    </message>
    <message>
        <source>without --recipe, --set, --labels and --seed it goes on with its own recipe</source>
        <translation>ohne --recipe, --set, --labels und --seed geht der Lauf mit seinem eigenen Rezept weiter</translation>
    </message>
    <message>
        <source>%1 is not trained yet: the ablation begins with weights of chance</source>
        <translation>%1 ist noch nicht trainiert: Die Probe (ablation) beginnt mit zufälligen Gewichten</translation>
    </message>
</context>
<context>
    <name>TrainingFigureWords</name>
    <message>
        <source>epoch</source>
        <translation>Epoche</translation>
    </message>
    <message>
        <source>The orange line is epoch %1, whose weights were kept.</source>
        <translation>Die orange Linie ist Epoche %1, deren Gewichte behalten wurden.</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>Training and validation loss by epoch</source>
        <translation>Verlust im Training und in der Validierung je Epoche</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>Validierung</translation>
    </message>
    <message>
        <source>Both should fall; a validation loss that rises while the training loss falls means learning by heart.</source>
        <translation>Beide sollten fallen; steigt der Verlust der Validierung, während der des Trainings fällt, wird auswendig gelernt.</translation>
    </message>
    <message>
        <source>not measured: the history has no epoch.</source>
        <translation>nicht gemessen: der Verlauf hat keine Epoche.</translation>
    </message>
    <message>
        <source>AUC on the validation part</source>
        <translation>AUC auf dem Validierungsteil</translation>
    </message>
    <message>
        <source>mean of the findings</source>
        <translation>Mittel der Befunde</translation>
    </message>
    <message>
        <source>each finding</source>
        <translation>jeder Befund</translation>
    </message>
    <message>
        <source>AUC on the validation part by epoch</source>
        <translation>AUC auf dem Validierungsteil je Epoche</translation>
    </message>
    <message>
        <source>AUC</source>
        <translation>AUC</translation>
    </message>
    <message>
        <source>How well images with and without the finding were told apart on people who were not trained on: 0.5 is guessing, 1 is perfect.</source>
        <translation>Wie gut Bilder mit und ohne den Befund an Personen unterschieden wurden, an denen nicht trainiert wurde: 0,5 ist Raten, 1 ist vollkommen.</translation>
    </message>
    <message>
        <source>not measured: the validation part has cases of one class only.</source>
        <translation>nicht gemessen: der Validierungsteil hat nur Fälle einer Klasse.</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>Learning rate by epoch</source>
        <translation>Lernrate je Epoche</translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>How large the steps were at the end of each epoch: large ones explore, small ones settle.</source>
        <translation>Wie groß die Schritte am Ende jeder Epoche waren: große erkunden, kleine feilen.</translation>
    </message>
    <message>
        <source>The band is the 95 % interval: where it is wide, differences between epochs mean little.</source>
        <translation>Das Band ist das 95-%-Intervall: Wo es breit ist, bedeuten Unterschiede zwischen Epochen wenig.</translation>
    </message>
</context>
<context>
    <name>TrainingSectionWords</name>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>Of the run</source>
        <translation>Zum Lauf</translation>
    </message>
    <message>
        <source>is</source>
        <translation>ist</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>Rezept</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>Sees</source>
        <translation>Sieht</translation>
    </message>
    <message>
        <source>%1 x %1 pixels, whatever the size of the radiograph</source>
        <translation>%1 x %1 Pixel, wie groß die Röntgenaufnahme auch ist</translation>
    </message>
    <message>
        <source>Begins with</source>
        <translation>Beginnt mit</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>Epochen</translation>
    </message>
    <message>
        <source>%1 of at most %2; the weights of epoch %3 were kept (%4)</source>
        <translation>%1 von höchstens %2; behalten wurden die Gewichte von Epoche %3 (%4)</translation>
    </message>
    <message>
        <source>the last</source>
        <translation>die letzte</translation>
    </message>
    <message>
        <source>the best by %1</source>
        <translation>die beste nach %1</translation>
    </message>
    <message>
        <source>Time in the epochs</source>
        <translation>Zeit in den Epochen</translation>
    </message>
    <message>
        <source>Images changed at random</source>
        <translation>Zufällig veränderte Bilder</translation>
    </message>
    <message>
        <source>Learning</source>
        <translation>Lernen</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>The training</source>
        <translation>Das Training</translation>
    </message>
    <message>
        <source>The complete recipe is recipe.json beside this report; with the same data it repeats the run.</source>
        <translation>Das vollständige Rezept ist recipe.json neben diesem Bericht; mit denselben Daten wiederholt es den Lauf.</translation>
    </message>
</context>
<context>
    <name>WizardWords</name>
    <message>
        <source>less than a minute</source>
        <translation>weniger als eine Minute</translation>
    </message>
    <message numerus="yes">
        <source>about %n minutes</source>
        <translation>
            <numerusform>etwa %n Minute</numerusform>
            <numerusform>etwa %n Minuten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n hours</source>
        <translation>
            <numerusform>etwa %n Stunde</numerusform>
            <numerusform>etwa %n Stunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n days</source>
        <translation>
            <numerusform>etwa %n Tag</numerusform>
            <numerusform>etwa %n Tage</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1 of %2, with %3 to learn</source>
        <translation>%1 von %2, mit %3 zu lernen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln radiographs</source>
        <translation>
            <numerusform>%Ln Aufnahme</numerusform>
            <numerusform>%Ln Aufnahmen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln people</source>
        <translation>
            <numerusform>%Ln Mensch</numerusform>
            <numerusform>%Ln Menschen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln findings</source>
        <translation>
            <numerusform>%Ln Befund</numerusform>
            <numerusform>%Ln Befunde</numerusform>
        </translation>
    </message>
    <message>
        <source>None of the findings</source>
        <translation>Keiner der Befunde</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>Validierung</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>%1 with %2 and %3 without</source>
        <translation>%1 mit %2 und %3 ohne</translation>
    </message>
    <message>
        <source>%1: %2. How well the model tells them apart cannot be measured there. Make this part larger, or add images.</source>
        <translation>%1: %2. Wie gut das Modell sie unterscheidet, lässt sich dort nicht messen. Machen Sie diesen Teil größer, oder fügen Sie Bilder hinzu.</translation>
    </message>
    <message>
        <source>%1: %2. The interval of the AUC will be about %3 wide: a measured 0.85 could as well be %4 or %5.</source>
        <translation>%1: %2. Das Intervall der AUC wird etwa %3 breit sein: Gemessene 0,85 könnten ebenso gut %4 oder %5 sein.</translation>
    </message>
    <message>
        <source>%1 (%2, about %3 wide)</source>
        <translation>%1 (%2, etwa %3 breit)</translation>
    </message>
    <message>
        <source>%1: too few people for sure figures. The interval of the AUC of each of these findings will be wide (an AUC lies between 0.5, guessing, and 1): %2.</source>
        <translation>%1: zu wenige Menschen für sichere Zahlen. Das Intervall der AUC jedes dieser Befunde wird breit sein (eine AUC liegt zwischen 0,5, Raten, und 1): %2.</translation>
    </message>
    <message>
        <source>The data come with a division of their own, which is kept: %1 for training, %2 for validation and %3 for the test. The sliders move only what it leaves open.</source>
        <translation>Die Daten bringen eine eigene Aufteilung mit, die beibehalten wird: %1 für das Training, %2 für die Validierung und %3 für den Test. Die Regler bewegen nur, was sie offen lässt.</translation>
    </message>
    <message>
        <source>Its validation part is too small to choose by, so people from the training part are added to it.</source>
        <translation>Ihr Validierungsteil ist zu klein, um danach zu wählen; deshalb kommen Menschen aus dem Trainingsteil hinzu.</translation>
    </message>
    <message>
        <source>It has no test part, so people from the training part become one.</source>
        <translation>Sie hat keinen Testteil; deshalb werden Menschen aus dem Trainingsteil einer.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln images change their part, because the same person, or the same picture, stood in two.</source>
        <translation>
            <numerusform>%Ln Bild wechselt den Teil, weil derselbe Mensch oder dasselbe Bild in zweien stand.</numerusform>
            <numerusform>%Ln Bilder wechseln den Teil, weil derselbe Mensch oder dasselbe Bild in zweien stand.</numerusform>
        </translation>
    </message>
    <message>
        <source>There are too few people to learn from: at least three with a finding and three without it are needed, one for each part. Add radiographs, or choose another finding on the data page. (%1)</source>
        <translation>Es sind zu wenige Menschen, um daraus zu lernen: Mindestens drei mit einem Befund und drei ohne ihn sind nötig, für jeden Teil einer. Fügen Sie Aufnahmen hinzu, oder wählen Sie auf der Seite Daten einen anderen Befund. (%1)</translation>
    </message>
    <message>
        <source>%1: no image at all. Make this part larger, or add images.</source>
        <translation>%1: kein einziges Bild. Machen Sie diesen Teil größer, oder fügen Sie Bilder hinzu.</translation>
    </message>
    <message>
        <source>There are enough people for sure figures: the interval of the AUC on the test part will be about %1 wide or narrower.</source>
        <translation>Es sind genug Menschen für sichere Zahlen: Das Intervall der AUC auf dem Testteil wird etwa %1 breit sein oder schmaler.</translation>
    </message>
    <message>
        <source>Nobody stands in two parts: the model is tested on people whom it has never seen.</source>
        <translation>Niemand steht in zwei Teilen: Das Modell wird an Menschen geprüft, die es nie gesehen hat.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln people stand in two parts.</source>
        <translation>
            <numerusform>%Ln Mensch steht in zwei Teilen.</numerusform>
            <numerusform>%Ln Menschen stehen in zwei Teilen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln people are kept together with others, because images of theirs look the same.</source>
        <translation>
            <numerusform>%Ln Mensch wird mit anderen zusammengehalten, weil Bilder von ihnen gleich aussehen.</numerusform>
            <numerusform>%Ln Menschen werden mit anderen zusammengehalten, weil Bilder von ihnen gleich aussehen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lucency::app::RunCatalogue</name>
    <message>
        <source>Waiting, number %1</source>
        <translation>Wartet, Nummer %1</translation>
    </message>
    <message>
        <source>The best epoch so far, by the metric that the recipe names; for an AUC 0.5 is guessing and 1 is perfect</source>
        <translation>Die bisher beste Epoche nach dem Maß, das das Rezept nennt; bei einer AUC ist 0,5 geraten und 1 fehlerlos</translation>
    </message>
    <message>
        <source>An epoch is one pass over all training images</source>
        <translation>Eine Epoche ist ein Durchgang durch alle Trainingsbilder</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>Epochen</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>Bester Wert</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
</context>
<context>
    <name>lucency::app::WorklistModel</name>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>Queued</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Scored</source>
        <translation>Ausgewertet</translation>
    </message>
    <message>
        <source>Not for the model</source>
        <translation>Nicht auswertbar</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Follow-up %1</source>
        <translation>Verlauf %1</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Priorität</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Patient ID</source>
        <translation>Patienten-ID</translation>
    </message>
    <message>
        <source>Study date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Top finding</source>
        <translation>Leitbefund</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Accession number</source>
        <translation>Auftragsnummer</translation>
    </message>
    <message>
        <source>Probability of the top finding</source>
        <translation>Wahrscheinlichkeit des Leitbefunds</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Score</translation>
    </message>
    <message>
        <source>By a former model</source>
        <translation>Von einem früheren Modell</translation>
    </message>
    <message>
        <source>Scored by %1, which is not in use any more</source>
        <translation>Bewertet von %1, das nicht mehr in Gebrauch ist</translation>
    </message>
    <message>
        <source>Scored by %1</source>
        <translation>Bewertet von %1</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Outside trained ages</source>
        <translation>Alter nicht trainiert</translation>
    </message>
    <message>
        <source>Age unknown</source>
        <translation>Alter unbekannt</translation>
    </message>
    <message>
        <source>Nothing validated</source>
        <translation>Nichts validiert</translation>
    </message>
</context>
<context>
    <name>lucency::ui::BackgroundStatus</name>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>%1 %2 of %3</source>
        <translation>%1 %2 von %3</translation>
    </message>
    <message>
        <source>%1 ...</source>
        <translation>%1 ...</translation>
    </message>
    <message>
        <source>, %1 left</source>
        <translation>, noch %1</translation>
    </message>
    <message>
        <source>%1 %2 %</source>
        <translation>%1 %2 %</translation>
    </message>
    <message>
        <source>, waiting</source>
        <translation>, wartet</translation>
    </message>
</context>
<context>
    <name>lucency::ui::ComparePage</name>
    <message>
        <source>The result to compare with</source>
        <translation>Das Ergebnis, mit dem verglichen wird</translation>
    </message>
    <message>
        <source>Open another run …</source>
        <translation>Weiteren Lauf öffnen …</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>Vergleichen mit</translation>
    </message>
    <message>
        <source>Images that only %1 calls rightly</source>
        <translation>Bilder, die nur %1 richtig meldet</translation>
    </message>
    <message>
        <source>Open a second run, or predictions of another program for the same images, to see the two side by side: whether one is better is tested on the images that both have.</source>
        <translation>Öffnen Sie einen zweiten Lauf oder Vorhersagen eines anderen Programms für dieselben Bilder, um beide nebeneinander zu sehen: ob eines besser ist, wird an den Bildern geprüft, die beide haben.</translation>
    </message>
    <message>
        <source>%1 and %2 cannot be compared: they have no labelled image of the same finding in common.</source>
        <translation>%1 und %2 lassen sich nicht vergleichen: sie haben kein Bild mit Angabe zu demselben Befund gemeinsam.</translation>
    </message>
    <message>
        <source>Being compared …</source>
        <translation>Wird verglichen …</translation>
    </message>
    <message>
        <source>%1 says nothing of this finding.</source>
        <translation>%1 sagt nichts über diesen Befund.</translation>
    </message>
    <message>
        <source>A is %1, B is %2. Compared on the %3 images that both have; %4 more are in A alone, %5 in B alone.</source>
        <translation>A ist %1, B ist %2. Verglichen an den %3 Bildern, die beide haben; %4 weitere sind nur in A, %5 nur in B.</translation>
    </message>
    <message>
        <source>They were paired by the names of the files, because they lie at other places.</source>
        <translation>Sie wurden nach den Dateinamen gepaart, weil sie an anderen Orten liegen.</translation>
    </message>
    <message>
        <source>Paired tests, by finding</source>
        <translation>Gepaarte Tests nach Befund</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>Befund</translation>
    </message>
    <message>
        <source>with / without</source>
        <translation>mit / ohne</translation>
    </message>
    <message>
        <source>AUC of A</source>
        <translation>AUC von A</translation>
    </message>
    <message>
        <source>AUC of B</source>
        <translation>AUC von B</translation>
    </message>
    <message>
        <source>B less A (95 %)</source>
        <translation>B minus A (95 %)</translation>
    </message>
    <message>
        <source>p</source>
        <translation>p</translation>
    </message>
    <message>
        <source>only A right</source>
        <translation>nur A richtig</translation>
    </message>
    <message>
        <source>only B right</source>
        <translation>nur B richtig</translation>
    </message>
    <message>
        <source>p of the calls</source>
        <translation>p der Meldungen</translation>
    </message>
    <message>
        <source>The difference is real where its interval leaves out 0. p: how often luck alone would make such a difference (DeLong&apos;s test of the areas; McNemar&apos;s of the calls, each at its own operating point). Several findings are several chances for luck.</source>
        <translation>Der Unterschied ist echt, wo sein Intervall die 0 auslässt. p: wie oft der Zufall allein einen solchen Unterschied machen würde (Test von DeLong für die Flächen, von McNemar für die Meldungen, jede am eigenen Arbeitspunkt). Mehrere Befunde sind mehrere Gelegenheiten für den Zufall.</translation>
    </message>
    <message>
        <source>Only %1 right (%2)</source>
        <translation>Nur %1 richtig (%2)</translation>
    </message>
    <message>
        <source>%1 shared images have another label in %2 than in %3; they take no part.</source>
        <translation>%1 gemeinsame Bilder haben in %2 eine andere Angabe als in %3; sie bleiben außer Betracht.</translation>
    </message>
    <message>
        <source>AUC on the shared images</source>
        <translation>AUC an den gemeinsamen Bildern</translation>
    </message>
    <message>
        <source>Each with its own 95 % interval. The two are of the same images: intervals that overlap do not speak against a difference; the paired test above decides.</source>
        <translation>Jede mit ihrem 95-%-Intervall. Beide sind von denselben Bildern: Intervalle, die sich überschneiden, sprechen nicht gegen einen Unterschied; der gepaarte Test oben entscheidet.</translation>
    </message>
    <message>
        <source>nothing to test</source>
        <translation>nichts zu prüfen</translation>
    </message>
</context>
<context>
    <name>lucency::ui::CorrectionsModel</name>
    <message>
        <source>excluded</source>
        <translation>ausgeschlossen</translation>
    </message>
    <message>
        <source>note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>for the next training set</source>
        <translation>für das nächste Training</translation>
    </message>
    <message>
        <source>takes back entry %1</source>
        <translation>nimmt Eintrag %1 zurück</translation>
    </message>
    <message>
        <source>holds</source>
        <translation>gilt</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>zurückgenommen</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Source says</source>
        <translation>Quelle sagt</translation>
    </message>
    <message>
        <source>Person says</source>
        <translation>Person sagt</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stand</translation>
    </message>
</context>
<context>
    <name>lucency::ui::CorrectionsPage</name>
    <message>
        <source>Corrections</source>
        <translation>Korrekturen</translation>
    </message>
    <message>
        <source>Take back, or bring back</source>
        <translation>Zurücknehmen oder wiederherstellen</translation>
    </message>
    <message>
        <source>Makes a new entry that says that the chosen one no longer holds; nothing is removed</source>
        <translation>Macht einen neuen Eintrag, nach dem der gewählte nicht mehr gilt; entfernt wird nichts</translation>
    </message>
    <message>
        <source>Your name as it stands in new entries; empty for that of your login</source>
        <translation>Ihr Name, wie er in neuen Einträgen steht; leer für den Ihrer Anmeldung</translation>
    </message>
    <message>
        <source>Entries are made by:</source>
        <translation>Einträge macht:</translation>
    </message>
    <message>
        <source>Nothing was corrected yet. In the gallery, P, A and U correct a label, X excludes an image, N notes, T marks for training.</source>
        <translation>Noch wurde nichts korrigiert. In der Galerie korrigieren P, A und U eine Angabe, X schließt ein Bild aus, N macht eine Notiz, T merkt für das Training vor.</translation>
    </message>
    <message>
        <source>What people said of images, in all runs, newest first. The labels of the sources stay as they are; “with corrected labels” shows the figures with these.</source>
        <translation>Was zu Bildern gesagt wurde, in allen Läufen, das Neueste zuerst. Die Angaben der Quellen bleiben, wie sie sind; „Mit korrigierten Angaben“ zeigt die Zahlen mit diesen.</translation>
    </message>
</context>
<context>
    <name>lucency::ui::FigureView</name>
    <message>
        <source>Save the figure</source>
        <translation>Abbildung speichern</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Save as %1 …</source>
        <extracomment>%1 is a kind of file: PNG, SVG, CSV</extracomment>
        <translation>Als %1 speichern …</translation>
    </message>
    <message>
        <source>Show all of it</source>
        <translation>Ganz zeigen</translation>
    </message>
</context>
<context>
    <name>lucency::ui::FiguresPage</name>
    <message>
        <source>Matrix: shares of the rows</source>
        <translation>Tafel: Anteile der Zeilen</translation>
    </message>
    <message>
        <source>Matrix: shares of the columns</source>
        <translation>Tafel: Anteile der Spalten</translation>
    </message>
    <message>
        <source>What the shares of the matrix are of</source>
        <translation>Wovon die Anteile der Vierfeldertafel sind</translation>
    </message>
    <message>
        <source>Click a cell, a point of a curve or a bar to see its images; drag along a curve to move the operating point.</source>
        <translation>Ein Klick auf ein Feld, einen Punkt einer Kurve oder einen Balken zeigt dessen Bilder; Ziehen entlang einer Kurve verschiebt den Arbeitspunkt.</translation>
    </message>
</context>
<context>
    <name>lucency::ui::FindingCards</name>
    <message>
        <source>Findings in the data</source>
        <translation>Befunde in den Daten</translation>
    </message>
    <message>
        <source>Whether the model learns to find this</source>
        <translation>Ob das Modell lernt, dies zu finden</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln radiographs</source>
        <translation>
            <numerusform>%Ln Aufnahme</numerusform>
            <numerusform>%Ln Aufnahmen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln people</source>
        <translation>
            <numerusform>%Ln Mensch</numerusform>
            <numerusform>%Ln Menschen</numerusform>
        </translation>
    </message>
    <message>
        <source>Fewer than %1 cases: too few to learn.</source>
        <translation>Weniger als %1 Fälle: zu wenige zum Lernen.</translation>
    </message>
    <message>
        <source>The pictures follow when all images are read.</source>
        <translation>Die Bilder folgen, wenn alle gelesen sind.</translation>
    </message>
</context>
<context>
    <name>lucency::ui::FindingPairs</name>
    <message>
        <source>age %1 to %2</source>
        <translation>%1 bis %2 Jahre</translation>
    </message>
    <message>
        <source>from age %1 on</source>
        <translation>ab %1 Jahren</translation>
    </message>
    <message>
        <source>up to age %1</source>
        <translation>bis %1 Jahre</translation>
    </message>
    <message>
        <source>not validated</source>
        <translation>nicht validiert</translation>
    </message>
    <message>
        <source>%1: %2 images with, %3 without</source>
        <translation>%1: %2 Bilder mit, %3 ohne</translation>
    </message>
    <message>
        <source>Finding of the model</source>
        <translation>Befund des Modells</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Für</translation>
    </message>
    <message>
        <source>Label of these images</source>
        <translation>Label dieser Bilder</translation>
    </message>
    <message>
        <source>Label that stands for %1</source>
        <translation>Label, das für %1 steht</translation>
    </message>
    <message>
        <source>not known of these images</source>
        <translation>von diesen Bildern nicht bekannt</translation>
    </message>
</context>
<context>
    <name>lucency::ui::FindingRow</name>
    <message>
        <source>%1: %2, %3</source>
        <translation>%1: %2, %3</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>lucency::ui::FindingsPanel</name>
    <message>
        <source>Findings</source>
        <translation>Befunde</translation>
    </message>
    <message>
        <source>Second opinion of the model</source>
        <translation>Zweitmeinung des Modells</translation>
    </message>
    <message>
        <source>Not for primary diagnosis</source>
        <translation>Nicht zur Primärdiagnose</translation>
    </message>
    <message>
        <source>AI</source>
        <translation>KI</translation>
    </message>
    <message>
        <source>Boxes</source>
        <translation>Rahmen</translation>
    </message>
    <message>
        <source>Heat map</source>
        <translation>Wärmekarte</translation>
    </message>
    <message>
        <source>Opacity of the heat map</source>
        <translation>Deckkraft der Wärmekarte</translation>
    </message>
    <message>
        <source>Threshold of the heat map</source>
        <translation>Schwelle der Wärmekarte</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>Deckkraft</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>Schwelle</translation>
    </message>
    <message>
        <source>No image</source>
        <translation>Kein Bild</translation>
    </message>
    <message>
        <source>Choose a study in the worklist.</source>
        <translation>Bitte eine Untersuchung in der Arbeitsliste wählen.</translation>
    </message>
    <message>
        <source>Scoring ...</source>
        <translation>Auswertung läuft ...</translation>
    </message>
    <message>
        <source>The image on screen goes first. Findings appear here.</source>
        <translation>Das gezeigte Bild hat Vorrang. Die Befunde erscheinen hier.</translation>
    </message>
    <message>
        <source>Loading the model ...</source>
        <translation>Modell wird geladen ...</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>Kein Modell</translation>
    </message>
    <message>
        <source>%1
Images can be read, but are not scored.</source>
        <translation>%1
Bilder können betrachtet werden, werden aber nicht ausgewertet.</translation>
    </message>
    <message>
        <source>Not scored</source>
        <translation>Nicht ausgewertet</translation>
    </message>
    <message>
        <source>%1, version %2</source>
        <translation>%1, Version %2</translation>
    </message>
    <message>
        <source>No finding of this model is validated: there is nothing to show.</source>
        <translation>Kein Befund dieses Modells ist validiert: es gibt nichts zu zeigen.</translation>
    </message>
    <message>
        <source>Not validated, never shown as a result: %1.</source>
        <translation>Nicht validiert, nie als Ergebnis gezeigt: %1.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation>Ausgeblendet</translation>
    </message>
    <message>
        <source>The model&apos;s findings are hidden. Key A shows them.</source>
        <translation>Die Befunde des Modells sind ausgeblendet. Taste A zeigt sie.</translation>
    </message>
    <message>
        <source>Nothing is over its operating point: choose a finding to see its heat map.</source>
        <translation>Kein Befund liegt über seinem Arbeitspunkt: einen Befund wählen, um seine Wärmekarte zu sehen.</translation>
    </message>
</context>
<context>
    <name>lucency::ui::GalleryModel</name>
    <message>
        <source>no score</source>
        <translation>kein Wert</translation>
    </message>
    <message>
        <source>probability %1, label: %2</source>
        <translation>Wahrscheinlichkeit %1, Angabe: %2</translation>
    </message>
    <message>
        <source>corrected: %1 %2</source>
        <translation>korrigiert: %1 %2</translation>
    </message>
    <message>
        <source>excluded</source>
        <translation>ausgeschlossen</translation>
    </message>
    <message>
        <source>for the next training set</source>
        <translation>für das nächste Training</translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation>bestätigt</translation>
    </message>
    <message>
        <source>corrected</source>
        <translation>korrigiert</translation>
    </message>
    <message>
        <source>to train</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>note</source>
        <translation>Notiz</translation>
    </message>
</context>
<context>
    <name>lucency::ui::GalleryPage</name>
    <message>
        <source>All images</source>
        <translation>Alle Bilder</translation>
    </message>
    <message>
        <source>All images of the finding in view, the most wrong first</source>
        <translation>Alle Bilder des gewählten Befundes, die falschesten zuerst</translation>
    </message>
    <message>
        <source>Export these …</source>
        <translation>Diese exportieren …</translation>
    </message>
    <message>
        <source>Copies the images that are selected, or all of these, into folders by label, for other programs</source>
        <translation>Kopiert die ausgewählten Bilder oder alle diese in Ordner nach Angabe, für andere Programme</translation>
    </message>
    <message>
        <source>Reason:</source>
        <translation>Grund:</translation>
    </message>
    <message>
        <source>seen on re-reading</source>
        <translation>beim zweiten Lesen gesehen</translation>
    </message>
    <message>
        <source>the label comes from another image of the patient</source>
        <translation>die Angabe stammt von einem anderen Bild des Patienten</translation>
    </message>
    <message>
        <source>confirmed by a later examination</source>
        <translation>durch spätere Untersuchung bestätigt</translation>
    </message>
    <message>
        <source>not a frontal radiograph</source>
        <translation>keine frontale Aufnahme</translation>
    </message>
    <message>
        <source>poor quality</source>
        <translation>schlechte Qualität</translation>
    </message>
    <message>
        <source>Kept with each correction, until it is changed</source>
        <translation>Steht bei jeder Korrektur, bis er geändert wird</translation>
    </message>
    <message>
        <source>Present (P)</source>
        <translation>Vorhanden (P)</translation>
    </message>
    <message>
        <source>The finding is there, whatever the label says</source>
        <translation>Der Befund ist da, was auch die Angabe sagt</translation>
    </message>
    <message>
        <source>Absent (A)</source>
        <translation>Nicht da (A)</translation>
    </message>
    <message>
        <source>The finding is not there, whatever the label says</source>
        <translation>Der Befund ist nicht da, was auch die Angabe sagt</translation>
    </message>
    <message>
        <source>Unsure (U)</source>
        <translation>Unsicher (U)</translation>
    </message>
    <message>
        <source>It cannot be told: the image takes no part where corrected labels are used</source>
        <translation>Nicht zu entscheiden: das Bild bleibt außer Betracht, wo korrigierte Angaben gelten</translation>
    </message>
    <message>
        <source>Exclude (X)</source>
        <translation>Ausschließen (X)</translation>
    </message>
    <message>
        <source>The image is to take no part in figures with corrected labels, nor in training</source>
        <translation>Das Bild soll weder in Zahlen mit korrigierten Angaben noch im Training vorkommen</translation>
    </message>
    <message>
        <source>Note (N) …</source>
        <translation>Notiz (N) …</translation>
    </message>
    <message>
        <source>A remark on the image</source>
        <translation>Eine Bemerkung zum Bild</translation>
    </message>
    <message>
        <source>To training (T)</source>
        <translation>Ins Training (T)</translation>
    </message>
    <message>
        <source>The image is to be in the next training set</source>
        <translation>Das Bild soll in die nächsten Trainingsdaten</translation>
    </message>
    <message>
        <source>Arrows: move</source>
        <translation>Pfeile: bewegen</translation>
    </message>
    <message>
        <source>P present</source>
        <translation>P vorhanden</translation>
    </message>
    <message>
        <source>A absent</source>
        <translation>A nicht da</translation>
    </message>
    <message>
        <source>U unsure</source>
        <translation>U unsicher</translation>
    </message>
    <message>
        <source>X exclude</source>
        <translation>X ausschließen</translation>
    </message>
    <message>
        <source>N note</source>
        <translation>N Notiz</translation>
    </message>
    <message>
        <source>T to training</source>
        <translation>T ins Training</translation>
    </message>
    <message>
        <source>S skip</source>
        <translation>S weiter</translation>
    </message>
    <message>
        <source>H heat map</source>
        <translation>H Wärmekarte</translation>
    </message>
    <message>
        <source>Return: the viewer</source>
        <translation>Eingabe: Betrachter</translation>
    </message>
    <message>
        <source>Ctrl+Z: take back</source>
        <translation>Strg+Z: zurücknehmen</translation>
    </message>
    <message>
        <source>%1: all images, the most wrong first</source>
        <translation>%1: alle Bilder, die falschesten zuerst</translation>
    </message>
    <message>
        <source>%1 (%2 images)</source>
        <translation>%1 (%2 Bilder)</translation>
    </message>
    <message>
        <source>The images behind a number can be shown where the predictions can be read.</source>
        <translation>Die Bilder hinter einer Zahl lassen sich zeigen, wo die Vorhersagen lesbar sind.</translation>
    </message>
    <message>
        <source>%1: there are none at this operating point.</source>
        <translation>%1: an diesem Arbeitspunkt gibt es keine.</translation>
    </message>
    <message>
        <source>That was the last of these images.</source>
        <translation>Das war das letzte dieser Bilder.</translation>
    </message>
    <message>
        <source>A correction needs a reason: type one in the field “Reason”.</source>
        <translation>Eine Korrektur braucht einen Grund: geben Sie ihn im Feld „Grund“ ein.</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>What is to be remembered of this image?</source>
        <translation>Was soll zu diesem Bild festgehalten werden?</translation>
    </message>
    <message>
        <source>Nothing was said in this window that could be taken back.</source>
        <translation>In diesem Fenster wurde nichts gesagt, was sich zurücknehmen ließe.</translation>
    </message>
    <message>
        <source>It is still being stored; try again in a moment.</source>
        <translation>Es wird noch gespeichert; versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>zurückgenommen</translation>
    </message>
    <message>
        <source>Taken back.</source>
        <translation>Zurückgenommen.</translation>
    </message>
</context>
<context>
    <name>lucency::ui::GalleryView</name>
    <message>
        <source>Images</source>
        <translation>Bilder</translation>
    </message>
</context>
<context>
    <name>lucency::ui::GivenImages</name>
    <message>
        <source>Take &amp;out</source>
        <translation>&amp;Herausnehmen</translation>
    </message>
    <message>
        <source>Folders and tables</source>
        <translation>Ordner und Tabellen</translation>
    </message>
    <message>
        <source>Drop folders or a label table here. Delete takes the chosen one out.</source>
        <translation>Legen Sie hier Ordner oder eine Labeltabelle ab. Entf nimmt das Gewählte heraus.</translation>
    </message>
    <message>
        <source>Add a &amp;folder…</source>
        <translation>&amp;Ordner hinzufügen…</translation>
    </message>
    <message>
        <source>Add a &amp;table…</source>
        <translation>&amp;Tabelle hinzufügen…</translation>
    </message>
    <message>
        <source>Folder of radiographs</source>
        <translation>Ordner mit Aufnahmen</translation>
    </message>
    <message>
        <source>Label table</source>
        <translation>Labeltabelle</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>Herausnehmen</translation>
    </message>
    <message>
        <source>Drop folders here, or a label table (CSV)</source>
        <translation>Ordner hierher ziehen oder eine Labeltabelle (CSV)</translation>
    </message>
</context>
<context>
    <name>lucency::ui::ImagePanel</name>
    <message>
        <source>The folder that these images lie in is not known. Choose it with “Folder of the images …”.</source>
        <translation>Der Ordner dieser Bilder ist nicht bekannt. Wählen Sie ihn mit „Ordner der Bilder …“.</translation>
    </message>
    <message>
        <source>No heat map: the model of these predictions is not at hand.</source>
        <translation>Keine Wärmekarte: das Modell dieser Vorhersagen liegt nicht vor.</translation>
    </message>
    <message>
        <source>No heat map: %1</source>
        <translation>Keine Wärmekarte: %1</translation>
    </message>
    <message>
        <source>No heat map: the model does not know this finding.</source>
        <translation>Keine Wärmekarte: das Modell kennt diesen Befund nicht.</translation>
    </message>
    <message>
        <source>No heat map: this kind of model shows no places.</source>
        <translation>Keine Wärmekarte: diese Art Modell zeigt keine Orte.</translation>
    </message>
    <message>
        <source>The heat map has %1 × %2 cells: it shows a region, not an outline.</source>
        <translation>Die Wärmekarte hat %1 × %2 Zellen: sie zeigt eine Gegend, keinen Umriss.</translation>
    </message>
    <message>
        <source>Heat map</source>
        <translation>Wärmekarte</translation>
    </message>
    <message>
        <source>Where the model saw the finding, computed anew by the run&apos;s model (H)</source>
        <translation>Wo das Modell den Befund sah, vom Modell des Laufs neu berechnet (H)</translation>
    </message>
    <message>
        <source>Choose an image.</source>
        <translation>Wählen Sie ein Bild.</translation>
    </message>
    <message>
        <source>The heat map is being computed …</source>
        <translation>Die Wärmekarte wird berechnet …</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>Wahrscheinlichkeit</translation>
    </message>
    <message>
        <source>no score</source>
        <translation>kein Wert</translation>
    </message>
    <message>
        <source>%1, %2 (threshold %3)</source>
        <translation>%1, %2 (Schwelle %3)</translation>
    </message>
    <message>
        <source>called</source>
        <translation>gemeldet</translation>
    </message>
    <message>
        <source>left alone</source>
        <translation>verneint</translation>
    </message>
    <message>
        <source>Label of the source</source>
        <translation>Angabe der Quelle</translation>
    </message>
    <message>
        <source>Corrected</source>
        <translation>Korrigiert</translation>
    </message>
    <message>
        <source>Excluded</source>
        <translation>Ausgeschlossen</translation>
    </message>
    <message>
        <source>takes no part where corrected labels are used</source>
        <translation>bleibt außer Betracht, wo korrigierte Angaben gelten</translation>
    </message>
    <message>
        <source>Next training set</source>
        <translation>Nächstes Training</translation>
    </message>
    <message>
        <source>marked</source>
        <translation>vorgemerkt</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Patient</source>
        <translation>Patient</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>Geschlecht</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Alter</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Projektion</translation>
    </message>
    <message>
        <source>Scanner</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Other labels</source>
        <translation>Andere Angaben</translation>
    </message>
</context>
<context>
    <name>lucency::ui::ImportReport</name>
    <message>
        <source>stopped</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>Last import</source>
        <translation>Letzter Import</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Was zu tun ist</translation>
    </message>
    <message>
        <source>Copy the list</source>
        <translation>Liste kopieren</translation>
    </message>
    <message>
        <source>labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>boxes</source>
        <translation>Rahmen</translation>
    </message>
    <message>
        <source>%1 (%2): %3 of %4 rows found their image, %5 did not; %6 images have no row.</source>
        <translation>%1 (%2): %3 von %4 Zeilen fanden ihr Bild, %5 nicht; %6 Bilder haben keine Zeile.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln images added</source>
        <translation>
            <numerusform>%Ln Bild hinzugefügt</numerusform>
            <numerusform>%Ln Bilder hinzugefügt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln known</source>
        <translation>
            <numerusform>%Ln bekannt</numerusform>
            <numerusform>%Ln bekannt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln failed</source>
        <translation>
            <numerusform>%Ln fehlgeschlagen</numerusform>
            <numerusform>%Ln fehlgeschlagen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files found</source>
        <translation>
            <numerusform>%Ln Datei gefunden</numerusform>
            <numerusform>%Ln Dateien gefunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new studies</source>
        <translation>
            <numerusform>%Ln neue Untersuchung</numerusform>
            <numerusform>%Ln neue Untersuchungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln known already</source>
        <translation>
            <numerusform>%Ln schon bekannt</numerusform>
            <numerusform>%Ln schon bekannt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln duplicates left out</source>
        <translation>
            <numerusform>%Ln Duplikat ausgelassen</numerusform>
            <numerusform>%Ln Duplikate ausgelassen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln changed files read anew</source>
        <translation>
            <numerusform>%Ln geänderte Datei neu gelesen</numerusform>
            <numerusform>%Ln geänderte Dateien neu gelesen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows not used</source>
        <translation>
            <numerusform>%Ln Zeile nicht verwendet</numerusform>
            <numerusform>%Ln Zeilen nicht verwendet</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, line %2</source>
        <translation>%1, Zeile %2</translation>
    </message>
    <message>
        <source>Unknown finding: %1</source>
        <translation>Unbekannter Befund: %1</translation>
    </message>
    <message>
        <source>%1: the row was left out. Write the finding as NIH ChestX-ray14 does, or take it out of the row, and import the table again.</source>
        <translation>%1: Die Zeile wurde ausgelassen. Schreiben Sie den Befund wie NIH ChestX-ray14 oder nehmen Sie ihn aus der Zeile, und importieren Sie die Tabelle erneut.</translation>
    </message>
    <message>
        <source>No usable number in column %1</source>
        <translation>Keine brauchbare Zahl in Spalte %1</translation>
    </message>
    <message>
        <source>%1: the row was left out. Write the box as x, y, width and height in pixels, and import the table again.</source>
        <translation>%1: Die Zeile wurde ausgelassen. Geben Sie den Rahmen als x, y, Breite und Höhe in Pixeln an, und importieren Sie die Tabelle erneut.</translation>
    </message>
    <message>
        <source>Box without a size</source>
        <translation>Rahmen ohne Größe</translation>
    </message>
    <message>
        <source>%1: the row was left out. Width and height must be more than 0; correct them and import the table again.</source>
        <translation>%1: Die Zeile wurde ausgelassen. Breite und Höhe müssen größer als 0 sein; berichtigen Sie sie und importieren Sie die Tabelle erneut.</translation>
    </message>
    <message>
        <source>Box outside of the image</source>
        <translation>Rahmen außerhalb des Bildes</translation>
    </message>
    <message>
        <source>%1: the row was left out. Boxes are in pixels of an original of 1024 x 1024, unless the table has the columns OriginalImage[Width,Height]; correct the row and import the table again.</source>
        <translation>%1: Die Zeile wurde ausgelassen. Rahmen sind in Pixeln eines Originals von 1024 x 1024 angegeben, außer die Tabelle hat die Spalten OriginalImage[Width,Height]; berichtigen Sie die Zeile und importieren Sie die Tabelle erneut.</translation>
    </message>
    <message>
        <source>Several images have this name</source>
        <translation>Mehrere Bilder heißen so</translation>
    </message>
    <message>
        <source>%1: the row was not used, because it cannot be told which image it means. Write the name with its folder, and import the table again. Images of this name:
%2</source>
        <translation>%1: Die Zeile wurde nicht verwendet, weil offen ist, welches Bild sie meint. Schreiben Sie den Namen mit seinem Ordner, und importieren Sie die Tabelle erneut. Bilder dieses Namens:
%2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows name several images and were not used.</source>
        <translation>
            <numerusform>%Ln Zeile nennt mehrere Bilder und wurde nicht verwendet.</numerusform>
            <numerusform>%Ln Zeilen nennen mehrere Bilder und wurden nicht verwendet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows were left out, because something in them is wrong.</source>
        <translation>
            <numerusform>%Ln Zeile wurde ausgelassen, weil etwas darin falsch ist.</numerusform>
            <numerusform>%Ln Zeilen wurden ausgelassen, weil etwas darin falsch ist.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln boxes were cut off at the edge of their image.</source>
        <translation>
            <numerusform>%Ln Rahmen wurde am Rand seines Bildes abgeschnitten.</numerusform>
            <numerusform>%Ln Rahmen wurden am Rand ihres Bildes abgeschnitten.</numerusform>
        </translation>
    </message>
    <message>
        <source>Files and rows that could not be used</source>
        <translation>Dateien und Zeilen, die nicht verwendet werden konnten</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more rows not used</source>
        <translation>
            <numerusform>%Ln weitere Zeile nicht verwendet</numerusform>
            <numerusform>%Ln weitere Zeilen nicht verwendet</numerusform>
        </translation>
    </message>
    <message>
        <source>Correct the rows above and import the table again: the next ones are then named here.</source>
        <translation>Berichtigen Sie die Zeilen oben und importieren Sie die Tabelle erneut: Die nächsten werden dann hier genannt.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more could not be used; a copy of the list has all of them.</source>
        <translation>
            <numerusform>%Ln weitere konnte nicht verwendet werden; eine Kopie der Liste enthält alle.</numerusform>
            <numerusform>%Ln weitere konnten nicht verwendet werden; eine Kopie der Liste enthält alle.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of doubtful identity</source>
        <translation>
            <numerusform>%Ln von zweifelhafter Kennung</numerusform>
            <numerusform>%Ln von zweifelhafter Kennung</numerusform>
        </translation>
    </message>
    <message>
        <source>Same identity, other pixels</source>
        <translation>Gleiche Kennung, anderes Bild</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files not read any more</source>
        <translation>
            <numerusform>%Ln Datei nicht mehr gelesen</numerusform>
            <numerusform>%Ln Dateien nicht mehr gelesen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 was left out: it has the SOP Instance UID, study and patient of %2, but does not show the same. One of the two was changed or labelled wrongly. Ask at the source which one is right. To open the one that was left out, take the other away and import it again.</source>
        <translation>%1 wurde ausgelassen: SOP Instance UID, Studie und Patient sind die von %2, aber das Bild ist ein anderes. Eines von beiden wurde verändert oder falsch bezeichnet. Fragen Sie an der Quelle, welches das richtige ist. Um das ausgelassene zu öffnen, entfernen Sie das andere und importieren Sie es erneut.</translation>
    </message>
</context>
<context>
    <name>lucency::ui::IntoUseDialog</name>
    <message>
        <source>The model in use does not know this finding.</source>
        <translation>Das Modell in Gebrauch kennt diesen Befund nicht.</translation>
    </message>
    <message>
        <source>There are too few test images with and without it to compare.</source>
        <translation>Es gibt zu wenige Testbilder mit und ohne ihn, um zu vergleichen.</translation>
    </message>
    <message>
        <source>difference of the AUC %1, interval %2 to %3, %4 images</source>
        <translation>Unterschied der AUC %1, Intervall %2 bis %3, %4 Bilder</translation>
    </message>
    <message>
        <source>The new model is better: %1.</source>
        <translation>Das neue Modell ist besser: %1.</translation>
    </message>
    <message>
        <source>The new model is worse: %1.</source>
        <translation>Das neue Modell ist schlechter: %1.</translation>
    </message>
    <message>
        <source>No evidence that either is better: %1.</source>
        <translation>Nichts spricht dafür, dass eines besser ist: %1.</translation>
    </message>
    <message>
        <source>Put into use</source>
        <translation>In Gebrauch nehmen</translation>
    </message>
    <message>
        <source>Keep the model in use</source>
        <translation>Beim bisherigen bleiben</translation>
    </message>
    <message>
        <source>A new model for the reading room</source>
        <translation>Ein neues Modell für die Befundung</translation>
    </message>
    <message>
        <source>Reading the models ...</source>
        <translation>Die Modelle werden gelesen ...</translation>
    </message>
    <message>
        <source>The model in use scores the test images of the new one, so that both can be compared: %1 of %2</source>
        <translation>Das Modell in Gebrauch bewertet die Testbilder des neuen, damit man beide vergleichen kann: %1 von %2</translation>
    </message>
    <message>
        <source>%1, to take the place of %2</source>
        <translation>%1 anstelle von %2</translation>
    </message>
    <message>
        <source>no model</source>
        <translation>keinem Modell</translation>
    </message>
    <message>
        <source>Not for primary diagnosis. A model supports a physician&apos;s read and never replaces it.</source>
        <translation>Nicht zur Primärdiagnose. Ein Modell unterstützt den ärztlichen Befund und ersetzt ihn nie.</translation>
    </message>
    <message>
        <source>No finding of this model is validated: it would show nothing. Train it on more cases.</source>
        <translation>Kein Befund dieses Modells ist validiert: Es würde nichts zeigen. Trainieren Sie es mit mehr Fällen.</translation>
    </message>
    <message>
        <source>Choose the operating point of %1.</source>
        <translation>Wählen Sie den Arbeitspunkt für %1.</translation>
    </message>
    <message>
        <source>Say that you put it into use without a comparison.</source>
        <translation>Bestätigen Sie, dass Sie es ohne Vergleich in Gebrauch nehmen.</translation>
    </message>
    <message>
        <source>Give it a name and a version.</source>
        <translation>Geben Sie ihm einen Namen und eine Version.</translation>
    </message>
    <message>
        <source>Copying the model ...</source>
        <translation>Das Modell wird kopiert ...</translation>
    </message>
    <message>
        <source>Nothing here shows that the new model is as good as the one in use. Put it into use all the same.</source>
        <translation>Nichts zeigt hier, dass das neue Modell so gut ist wie das in Gebrauch. Trotzdem in Gebrauch nehmen.</translation>
    </message>
    <message>
        <source>Both on the same test images</source>
        <translation>Beide auf denselben Testbildern</translation>
    </message>
    <message>
        <source>This file lies in no training run, so there are no test images on which both could be compared.</source>
        <translation>Diese Datei liegt in keinem Trainingslauf; es gibt also keine Testbilder, auf denen man beide vergleichen könnte.</translation>
    </message>
    <message>
        <source>None of the test images of the run could be read.</source>
        <translation>Keines der Testbilder des Laufs war lesbar.</translation>
    </message>
    <message>
        <source>The model in use cannot be loaded.</source>
        <translation>Das Modell in Gebrauch lässt sich nicht laden.</translation>
    </message>
    <message>
        <source>There is no model in use to compare with.</source>
        <translation>Es ist kein Modell in Gebrauch, mit dem man vergleichen könnte.</translation>
    </message>
    <message>
        <source>The new model has never seen these people. The model in use may have learnt from some of them, which would flatter it.</source>
        <translation>Das neue Modell hat diese Menschen nie gesehen. Das Modell in Gebrauch hat vielleicht von manchen gelernt; das würde ihm schmeicheln.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln test images could not be scored by the model in use.</source>
        <translation>
            <numerusform>%Ln Testbild konnte das Modell in Gebrauch nicht bewerten.</numerusform>
            <numerusform>%Ln Testbilder konnte das Modell in Gebrauch nicht bewerten.</numerusform>
        </translation>
    </message>
    <message>
        <source>in use</source>
        <translation>in Gebrauch</translation>
    </message>
    <message>
        <source>new</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>How well each tells images with the finding from those without</source>
        <translation>Wie gut jedes Bilder mit dem Befund von denen ohne unterscheidet</translation>
    </message>
    <message>
        <source>The dot is the AUC: .5 is guessing, 1 never errs. The bar is where it may lie, given so many images; bars that overlap widely tell little apart.</source>
        <translation>Der Punkt ist die AUC: 0,5 heißt geraten, 1 irrt nie. Der Balken zeigt, wo sie bei so vielen Bildern liegen kann; Balken, die weit überlappen, unterscheiden wenig.</translation>
    </message>
    <message>
        <source>From when on is a finding positive?</source>
        <translation>Ab wann gilt ein Befund als positiv?</translation>
    </message>
    <message>
        <source>Choose for each finding what matters here. The threshold is worked out on the validation images of the run.</source>
        <translation>Wählen Sie für jeden Befund, worauf es hier ankommt. Der Schwellenwert wird auf den Validierungsbildern des Laufs bestimmt.</translation>
    </message>
    <message>
        <source>The same aim for all findings</source>
        <translation>Dasselbe Ziel für alle Befunde</translation>
    </message>
    <message>
        <source>What is not validated</source>
        <translation>Was nicht validiert ist</translation>
    </message>
    <message>
        <source>%1: not validated, and therefore never shown. %2</source>
        <translation>%1: nicht validiert und deshalb nie gezeigt. %2</translation>
    </message>
    <message>
        <source>%1: the model in use shows it, the new one does not know it.</source>
        <translation>%1: Das Modell in Gebrauch zeigt ihn, das neue kennt ihn nicht.</translation>
    </message>
    <message>
        <source>Every finding of this model was measured on its test images.</source>
        <translation>Jeder Befund dieses Modells wurde auf seinen Testbildern gemessen.</translation>
    </message>
    <message>
        <source>The figures hold for people like those of the test images. Other institutions, devices, ages and views were not tried unless they were among them.</source>
        <translation>Die Zahlen gelten für Menschen wie die der Testbilder. Andere Häuser, Geräte, Altersgruppen und Projektionen wurden nicht geprüft, wenn sie nicht darunter waren.</translation>
    </message>
    <message>
        <source>What it is called from now on</source>
        <translation>Wie es von nun an heißt</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Score the studies of the worklist anew, in the background</source>
        <translation>Die Studien der Arbeitsliste im Hintergrund neu bewerten</translation>
    </message>
    <message>
        <source>Until then each study shows the former model&apos;s score under its name; one that you open is always scored anew. The former model is kept: Model &gt; Go back.</source>
        <translation>Bis dahin zeigt jede Studie die Bewertung des früheren Modells unter dessen Namen; eine, die Sie öffnen, wird immer neu bewertet. Das frühere Modell bleibt erhalten: Modell &gt; Zurück zu.</translation>
    </message>
</context>
<context>
    <name>lucency::ui::LabelMeanings</name>
    <message>
        <source>What the data call their labels, and the finding that each stands for. Choose or type another where it is wrong; two words for the same finding become one.</source>
        <translation>Wie die Daten ihre Labels nennen und für welchen Befund jedes steht. Wählen oder schreiben Sie einen anderen, wo es falsch ist; zwei Wörter für denselben Befund werden eines.</translation>
    </message>
    <message>
        <source>Label in the data</source>
        <translation>Label in den Daten</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>Mal</translation>
    </message>
    <message>
        <source>Stands for</source>
        <translation>Steht für</translation>
    </message>
    <message>
        <source>Labels and the findings that they stand for</source>
        <translation>Labels und die Befunde, für die sie stehen</translation>
    </message>
    <message>
        <source>no finding</source>
        <translation>kein Befund</translation>
    </message>
    <message>
        <source>What %1 stands for</source>
        <translation>Wofür %1 steht</translation>
    </message>
</context>
<context>
    <name>lucency::ui::MainWindow</name>
    <message>
        <source>Lucency</source>
        <translation>Lucency</translation>
    </message>
    <message>
        <source>Nothing open</source>
        <translation>Nichts geöffnet</translation>
    </message>
    <message>
        <source>Choose a study in the worklist, or drop radiographs, folders or a DICOMDIR anywhere in this window.</source>
        <translation>Bitte eine Untersuchung in der Arbeitsliste wählen oder Aufnahmen, Ordner oder ein DICOMDIR in dieses Fenster ziehen.</translation>
    </message>
    <message>
        <source>Scoring stopped. Studies are still scored when they are opened.</source>
        <translation>Auswertung angehalten. Untersuchungen werden weiterhin beim Öffnen ausgewertet.</translation>
    </message>
    <message>
        <source>Loading the model ...</source>
        <translation>Modell wird geladen ...</translation>
    </message>
    <message>
        <source>Model: %1 %2</source>
        <translation>Modell: %1 %2</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>Kein Modell</translation>
    </message>
    <message>
        <source>Open radiographs</source>
        <translation>Röntgenaufnahmen öffnen</translation>
    </message>
    <message>
        <source>Radiographs (*.dcm *.dicom *.png *.jpg *.jpeg *.tif *.tiff *.bmp DICOMDIR);;Label tables (*.csv);;All files (*)</source>
        <translation>Röntgenaufnahmen (*.dcm *.dicom *.png *.jpg *.jpeg *.tif *.tiff *.bmp DICOMDIR);;Labeltabellen (*.csv);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Open a folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Open files ...</source>
        <translation>Dateien öffnen ...</translation>
    </message>
    <message>
        <source>Open a folder ...</source>
        <translation>Ordner öffnen ...</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Find in the worklist</source>
        <translation>In der Arbeitsliste suchen</translation>
    </message>
    <message>
        <source>Next study</source>
        <translation>Nächste Untersuchung</translation>
    </message>
    <message>
        <source>Previous study</source>
        <translation>Vorige Untersuchung</translation>
    </message>
    <message>
        <source>Next image of the study</source>
        <translation>Nächstes Bild der Untersuchung</translation>
    </message>
    <message>
        <source>Previous image of the study</source>
        <translation>Voriges Bild der Untersuchung</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Vollbild</translation>
    </message>
    <message>
        <source>Keys and mouse</source>
        <translation>Tasten und Maus</translation>
    </message>
    <message>
        <source>About Lucency</source>
        <translation>Über Lucency</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>Open recent</source>
        <translation>Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>&amp;Study</source>
        <translation>&amp;Untersuchung</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fensterung</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Werkzeuge</translation>
    </message>
    <message>
        <source>Windows of the file and presets (0 to 9)</source>
        <translation>Fensterungen der Datei und Voreinstellungen (0 bis 9)</translation>
    </message>
    <message>
        <source>Not for primary diagnosis</source>
        <translation>Nicht zur Primärdiagnose</translation>
    </message>
    <message>
        <source>What the last import did</source>
        <translation>Ergebnis des letzten Imports</translation>
    </message>
    <message>
        <source>Importing</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>Stop the import</source>
        <translation>Import anhalten</translation>
    </message>
    <message>
        <source>Scoring</source>
        <translation>Auswertung</translation>
    </message>
    <message>
        <source>Stop scoring</source>
        <translation>Auswertung anhalten</translation>
    </message>
    <message>
        <source>Nothing opened yet</source>
        <translation>Noch nichts geöffnet</translation>
    </message>
    <message>
        <source>No image</source>
        <translation>Kein Bild</translation>
    </message>
    <message>
        <source>Sort the worklist by</source>
        <translation>Arbeitsliste sortieren nach</translation>
    </message>
    <message>
        <source>Columns of the worklist</source>
        <translation>Spalten der Arbeitsliste</translation>
    </message>
    <message>
        <source>Radiograph</source>
        <translation>Röntgenaufnahme</translation>
    </message>
    <message>
        <source>Nothing is kept</source>
        <translation>Nichts wird gespeichert</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Pause the training</source>
        <translation>Das Training anhalten</translation>
    </message>
    <message>
        <source>No backup of the worklist was made today. %1</source>
        <translation>Heute wurde keine Sicherung der Arbeitsliste gemacht. %1</translation>
    </message>
    <message>
        <source>Scoring waits for it and goes on by itself.</source>
        <translation>Die Auswertung wartet darauf und läuft von selbst weiter.</translation>
    </message>
</context>
<context>
    <name>lucency::ui::ModelChoice</name>
    <message>
        <source>Another &amp;model …</source>
        <translation>Ein anderes &amp;Modell …</translation>
    </message>
    <message>
        <source>in the order of its outputs, such as: Effusion, Mass</source>
        <translation>in der Reihenfolge seiner Ausgaben, etwa: Effusion, Mass</translation>
    </message>
    <message>
        <source>in the file (TorchScript)</source>
        <translation>in der Datei (TorchScript)</translation>
    </message>
    <message>
        <source>from the darkest to the brightest pixel</source>
        <translation>vom dunkelsten bis zum hellsten Bildpunkt</translation>
    </message>
    <message>
        <source>mean and deviation of ImageNet</source>
        <translation>Mittel und Streuung von ImageNet</translation>
    </message>
    <message>
        <source>as they are, from 0 to 1</source>
        <translation>wie sie sind, von 0 bis 1</translation>
    </message>
    <message>
        <source>This file was made by another program and does not say how it is to be used. Whoever made it knows:</source>
        <translation>Diese Datei stammt von einem anderen Programm und sagt nicht, wie sie zu benutzen ist. Wer sie gemacht hat, weiß:</translation>
    </message>
    <message>
        <source>Findings:</source>
        <translation>Befunde:</translation>
    </message>
    <message>
        <source>Network:</source>
        <translation>Netz:</translation>
    </message>
    <message>
        <source>Pixels along a side:</source>
        <translation>Bildpunkte je Seite:</translation>
    </message>
    <message>
        <source>Brightness:</source>
        <translation>Helligkeit:</translation>
    </message>
    <message>
        <source>No model is in use. Choose one.</source>
        <translation>Es ist kein Modell in Gebrauch. Wählen Sie eines.</translation>
    </message>
    <message>
        <source>Reading %1 …</source>
        <translation>%1 wird gelesen …</translation>
    </message>
    <message>
        <source>&lt;b&gt;%1 %2&lt;/b&gt;, %3</source>
        <translation>&lt;b&gt;%1 %2&lt;/b&gt;, %3</translation>
    </message>
    <message>
        <source>&lt;b&gt;%1&lt;/b&gt;</source>
        <translation>&lt;b&gt;%1&lt;/b&gt;</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Models (*.safetensors *.pt *.pth);;All files (*)</source>
        <translation>Modelle (*.safetensors *.pt *.pth);;Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>lucency::ui::ModelMenu</name>
    <message>
        <source>&amp;Model</source>
        <translation>&amp;Modell</translation>
    </message>
    <message>
        <source>Go back to</source>
        <translation>Zurück zu</translation>
    </message>
    <message>
        <source>Put another model into use ...</source>
        <translation>Ein anderes Modell in Gebrauch nehmen ...</translation>
    </message>
    <message>
        <source>Use the shipped model</source>
        <translation>Das mitgelieferte Modell verwenden</translation>
    </message>
    <message>
        <source>Where are the images that this model was tested on?</source>
        <translation>Wo liegen die Bilder, an denen dieses Modell getestet wurde?</translation>
    </message>
    <message>
        <source>A model, such as best.safetensors of a training run</source>
        <translation>Ein Modell, etwa best.safetensors eines Trainingslaufs</translation>
    </message>
    <message>
        <source>Models (*.safetensors);;All files (*)</source>
        <translation>Modelle (*.safetensors);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>%1 %2, in use since %3</source>
        <translation>%1 %2, in Gebrauch seit %3</translation>
    </message>
    <message>
        <source>No other model was in use</source>
        <translation>Kein anderes Modell war in Gebrauch</translation>
    </message>
</context>
<context>
    <name>lucency::ui::ModelTestDialog</name>
    <message>
        <source>Test a model on labelled images</source>
        <translation>Ein Modell an Bildern mit Labels prüfen</translation>
    </message>
    <message>
        <source>Which model?</source>
        <translation>Welches Modell?</translation>
    </message>
    <message>
        <source>On which images?</source>
        <translation>An welchen Bildern?</translation>
    </message>
    <message>
        <source>Frontal chest radiographs of your own whose findings are known: folders named after what they hold, or images with a table of labels. Images that the model has learnt from would flatter it.</source>
        <translation>Eigene frontale Thoraxaufnahmen, deren Befunde bekannt sind: Ordner, die heißen wie ihr Inhalt, oder Bilder mit einer Labeltabelle. Bilder, an denen das Modell gelernt hat, würden ihm schmeicheln.</translation>
    </message>
    <message>
        <source>Tables (*.csv);;All files (*)</source>
        <translation>Tabellen (*.csv);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Befunde</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Columns of the table</source>
        <translation>Spalten der Tabelle</translation>
    </message>
    <message>
        <source>&amp;Test</source>
        <translation>&amp;Prüfen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Stopped; nothing was written.</source>
        <translation>Angehalten; es wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>Say below what its columns are.</source>
        <translation>Sagen Sie unten, was ihre Spalten sind.</translation>
    </message>
    <message>
        <source>Choose a model.</source>
        <translation>Wählen Sie ein Modell.</translation>
    </message>
    <message>
        <source>Looking for images and labels…</source>
        <translation>Bilder und Labels werden gesucht…</translation>
    </message>
    <message>
        <source>Name the findings of the model.</source>
        <translation>Nennen Sie die Befunde des Modells.</translation>
    </message>
    <message>
        <source>Choose images.</source>
        <translation>Wählen Sie Bilder.</translation>
    </message>
    <message>
        <source>These images cannot be used as they are.</source>
        <translation>Diese Bilder sind so nicht zu gebrauchen.</translation>
    </message>
    <message>
        <source>Say which label stands for a finding of the model.</source>
        <translation>Sagen Sie, welches Label für einen Befund des Modells steht.</translation>
    </message>
    <message>
        <source>%1 radiographs of %2 people.</source>
        <translation>%1 Aufnahmen von %2 Menschen.</translation>
    </message>
    <message>
        <source>Nothing tells the patient of %1; each counts as somebody else, which makes intervals too narrow.</source>
        <translation>Bei %1 sagt nichts, von wem sie sind; jede zählt als ein anderer Mensch, was die Intervalle zu schmal macht.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Loading the model…</source>
        <translation>Das Modell wird geladen…</translation>
    </message>
    <message>
        <source>%1 of %2 radiographs scored</source>
        <translation>%1 von %2 Aufnahmen bewertet</translation>
    </message>
    <message>
        <source>, %1 left</source>
        <translation>, noch %1</translation>
    </message>
</context>
<context>
    <name>lucency::ui::OperatingPanel</name>
    <message>
        <source>Finding</source>
        <translation>Befund</translation>
    </message>
    <message>
        <source>AUC</source>
        <translation>AUC</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>Schwelle</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Befunde</translation>
    </message>
    <message>
        <source>Images with this probability or more are called positive. Keys: [ and ] move it by 0.01.</source>
        <translation>Bilder mit dieser Wahrscheinlichkeit oder mehr werden gemeldet. Tasten: [ und ] verschieben sie um 0,01.</translation>
    </message>
    <message>
        <source>Share of people with the finding</source>
        <translation>Anteil der Personen mit dem Befund</translation>
    </message>
    <message>
        <source>How frequent the finding is where the model would be used</source>
        <translation>Wie häufig der Befund dort ist, wo das Modell eingesetzt würde</translation>
    </message>
    <message>
        <source>Where the finding is rarer or more frequent</source>
        <translation>Wo der Befund seltener oder häufiger ist</translation>
    </message>
    <message>
        <source>As here</source>
        <translation>Wie hier</translation>
    </message>
    <message>
        <source>Back to the share of people with the finding among these images</source>
        <translation>Zurück zum Anteil mit dem Befund in diesen Bildern</translation>
    </message>
    <message>
        <source>called</source>
        <translation>gemeldet</translation>
    </message>
    <message>
        <source>left alone</source>
        <translation>nicht gemeldet</translation>
    </message>
    <message>
        <source>with it</source>
        <translation>mit ihm</translation>
    </message>
    <message>
        <source>without it</source>
        <translation>ohne ihn</translation>
    </message>
    <message>
        <source>Cost of a case that is found</source>
        <translation>Kosten eines gefundenen Falls</translation>
    </message>
    <message>
        <source>Cost of a case that is missed</source>
        <translation>Kosten eines übersehenen Falls</translation>
    </message>
    <message>
        <source>Cost of a false alarm</source>
        <translation>Kosten eines Fehlalarms</translation>
    </message>
    <message>
        <source>Cost of an image left alone rightly</source>
        <translation>Kosten eines zu Recht nicht gemeldeten Bildes</translation>
    </message>
    <message>
        <source>As it was opened</source>
        <translation>Wie beim Öffnen</translation>
    </message>
    <message>
        <source>Sensitivity at least …</source>
        <translation>Sensitivität mindestens …</translation>
    </message>
    <message>
        <source>Specificity at least …</source>
        <translation>Spezifität mindestens …</translation>
    </message>
    <message>
        <source>Lowest cost …</source>
        <translation>Geringste Kosten …</translation>
    </message>
    <message>
        <source>Largest sum of both (Youden)</source>
        <translation>Größte Summe beider (Youden)</translation>
    </message>
    <message>
        <source>Best F1</source>
        <translation>Bestes F1</translation>
    </message>
    <message>
        <source>Aim of the operating point</source>
        <translation>Ziel des Arbeitspunktes</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Wählen</translation>
    </message>
    <message>
        <source>Chooses the threshold for this aim, on the validation images where the run has them</source>
        <translation>Wählt die Schwelle für dieses Ziel, an den Validierungsbildern, wo der Lauf sie hat</translation>
    </message>
    <message>
        <source> %</source>
        <extracomment>a unit behind a number</extracomment>
        <translation> %</translation>
    </message>
    <message>
        <source>At least</source>
        <translation>Mindestens</translation>
    </message>
    <message>
        <source>No operating point can be chosen by an aim: images with and without the finding are needed.</source>
        <translation>Nach einem Ziel lässt sich kein Arbeitspunkt wählen: es braucht Bilder mit und ohne den Befund.</translation>
    </message>
    <message>
        <source>These costs choose no operating point: a missed case has to cost more than one that is found, and a false alarm more than an image left alone.</source>
        <translation>Diese Kosten wählen keinen Arbeitspunkt: ein übersehener Fall muss mehr kosten als ein gefundener und ein Fehlalarm mehr als ein nicht gemeldetes Bild.</translation>
    </message>
    <message>
        <source>Operating point of %1</source>
        <translation>Arbeitspunkt von %1</translation>
    </message>
    <message>
        <source>The predictions cannot be read: these are the figures of the run&apos;s report, at its operating point, which cannot be moved.</source>
        <translation>Die Vorhersagen sind nicht lesbar: dies sind die Zahlen aus dem Bericht des Laufs an dessen Arbeitspunkt, der sich nicht verschieben lässt.</translation>
    </message>
    <message>
        <source>&lt;b&gt;Finds&lt;/b&gt; %1 with it (sensitivity).&lt;br&gt;&lt;b&gt;Leaves alone&lt;/b&gt; %2 without it (specificity).&lt;br&gt;%3 missed, %4 false alarms.</source>
        <translation>&lt;b&gt;Findet&lt;/b&gt; %1 mit ihm (Sensitivität).&lt;br&gt;&lt;b&gt;Meldet nicht&lt;/b&gt; %2 ohne ihn (Spezifität).&lt;br&gt;%3 übersehen, %4 Fehlalarme.</translation>
    </message>
    <message>
        <source>%1 of these images have it.</source>
        <translation>%1 dieser Bilder zeigen ihn.</translation>
    </message>
    <message>
        <source>If %1 of people had it (here: %2):</source>
        <translation>Hätten ihn %1 der Personen (hier: %2):</translation>
    </message>
    <message>
        <source>nothing is called so</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>%1 (%2 to %3)</source>
        <translation>%1 (%2 bis %3)</translation>
    </message>
    <message>
        <source>&lt;b&gt;Of 100 called&lt;/b&gt;, so many have it (PPV): %1.&lt;br&gt;&lt;b&gt;Of 100 left alone&lt;/b&gt;, so many do not (NPV): %2.</source>
        <translation>&lt;b&gt;Von 100 gemeldeten&lt;/b&gt; zeigen ihn (PPW): %1.&lt;br&gt;&lt;b&gt;Von 100 nicht gemeldeten&lt;/b&gt; zeigen ihn nicht (NPW): %2.</translation>
    </message>
</context>
<context>
    <name>lucency::ui::OperatingPointRow</name>
    <message>
        <source>Choose what matters ...</source>
        <translation>Wählen, worauf es ankommt ...</translation>
    </message>
    <message>
        <source>Operating point of %1</source>
        <translation>Arbeitspunkt für %1</translation>
    </message>
    <message>
        <source>As set in the workbench (%1)</source>
        <translation>Wie in der Auswertung eingestellt (%1)</translation>
    </message>
    <message>
        <source>Balanced: find many, alarm seldom (Youden)</source>
        <translation>Ausgewogen: viel finden, selten warnen (Youden)</translation>
    </message>
    <message>
        <source>Miss few: find at least ... %</source>
        <translation>Wenig übersehen: mindestens ... % finden</translation>
    </message>
    <message>
        <source>Alarm seldom: leave alone at least ... %</source>
        <translation>Selten falsch warnen: mindestens ... % in Ruhe lassen</translation>
    </message>
    <message>
        <source>A miss costs ... times a false alarm</source>
        <translation>Ein übersehener Fall kostet so viel wie ... Fehlalarme</translation>
    </message>
    <message>
        <source>Best F1 score</source>
        <translation>Bester F1-Wert</translation>
    </message>
    <message>
        <source>As the model&apos;s file says (%1)</source>
        <translation>Wie die Modelldatei sagt (%1)</translation>
    </message>
    <message>
        <source>Value of the aim for %1</source>
        <translation>Wert des Ziels für %1</translation>
    </message>
    <message>
        <source>%1: of 100 with it %2 are found; of 100 without it %3 raise a false alarm (%4 and %5 images).</source>
        <translation>%1: Von 100 mit dem Befund werden %2 gefunden; von 100 ohne ihn lösen %3 einen Fehlalarm aus (%4 und %5 Bilder).</translation>
    </message>
    <message>
        <source>Thresholds of another model do not hold for this one: please choose.</source>
        <translation>Schwellenwerte eines anderen Modells gelten für dieses nicht: bitte wählen.</translation>
    </message>
    <message>
        <source>No threshold reaches this on the validation images; this one comes nearest.</source>
        <translation>Kein Schwellenwert erreicht das auf den Validierungsbildern; dieser kommt am nächsten.</translation>
    </message>
    <message>
        <source>Positive from a probability of %1 on.</source>
        <translation>Positiv ab einer Wahrscheinlichkeit von %1.</translation>
    </message>
    <message>
        <source>Validation images</source>
        <translation>Validierungsbilder</translation>
    </message>
    <message>
        <source>Test images</source>
        <translation>Testbilder</translation>
    </message>
</context>
<context>
    <name>lucency::ui::RadiographView</name>
    <message>
        <source>Radiograph</source>
        <translation>Röntgenaufnahme</translation>
    </message>
    <message>
        <source>No image</source>
        <translation>Kein Bild</translation>
    </message>
    <message>
        <source>value %1 at %2, %3</source>
        <translation>Wert %1 bei %2, %3</translation>
    </message>
    <message>
        <source>INVERTED</source>
        <translation>INVERTIERT</translation>
    </message>
    <message>
        <source>zoom %1 %</source>
        <translation>Zoom %1 %</translation>
    </message>
    <message>
        <source>overlay hidden</source>
        <translation>Overlay ausgeblendet</translation>
    </message>
    <message>
        <source>no cell raises the score by much</source>
        <translation>keine Zelle hebt den Wert nennenswert</translation>
    </message>
</context>
<context>
    <name>lucency::ui::ReadingRoom</name>
    <message>
        <source>No image</source>
        <translation>Kein Bild</translation>
    </message>
    <message>
        <source>This study has no image that can be shown.</source>
        <translation>Diese Untersuchung hat kein darstellbares Bild.</translation>
    </message>
    <message>
        <source>Loading ...</source>
        <translation>Wird geladen ...</translation>
    </message>
    <message>
        <source>%1 (reference)</source>
        <translation>%1 (Referenz)</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1 %2 (model)</source>
        <translation>%1 %2 (Modell)</translation>
    </message>
    <message>
        <source>follow-up %1</source>
        <translation>Verlauf %1</translation>
    </message>
    <message>
        <source>%1/%2</source>
        <translation>%1/%2</translation>
    </message>
</context>
<context>
    <name>lucency::ui::RunControls</name>
    <message>
        <source>Show result</source>
        <translation>Ergebnis zeigen</translation>
    </message>
    <message>
        <source>How good the model is, on people whom it did not learn from</source>
        <translation>Wie gut das Modell ist, bei Menschen, von denen es nicht gelernt hat</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Goes on exactly where the run was</source>
        <translation>Geht genau dort weiter, wo der Lauf war</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Ends the batch in hand, a few seconds at most, and saves everything. The runs behind this one wait, too. Go on whenever you like.</source>
        <translation>Beendet den angefangenen Stapel, höchstens einige Sekunden, und sichert alles. Auch die Läufe dahinter warten. Es geht weiter, wann Sie wollen.</translation>
    </message>
    <message>
        <source>Finish now</source>
        <translation>Jetzt abschließen</translation>
    </message>
    <message>
        <source>Stop and keep</source>
        <translation>Anhalten und behalten</translation>
    </message>
    <message>
        <source>Ends the batch in hand and saves everything. The run leaves the queue, the next one begins; this one can go on later.</source>
        <translation>Beendet den angefangenen Stapel und sichert alles. Der Lauf verlässt die Warteschlange, der nächste beginnt; dieser kann später weitergehen.</translation>
    </message>
    <message>
        <source>Take out of the queue</source>
        <translation>Aus der Warteschlange nehmen</translation>
    </message>
    <message>
        <source>The run stays in the list and can be put into the queue again</source>
        <translation>Der Lauf bleibt in der Liste und kann wieder eingereiht werden</translation>
    </message>
    <message>
        <source>Choose the folder of its images …</source>
        <translation>Ordner seiner Bilder wählen …</translation>
    </message>
    <message>
        <source>Where the images lie on this computer: the folder that the run was begun with, or a copy of it</source>
        <translation>Wo die Bilder auf diesem Rechner liegen: der Ordner, mit dem der Lauf begann, oder eine Kopie davon</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>The run&apos;s files, in the file manager</source>
        <translation>Die Dateien des Laufs in der Dateiverwaltung</translation>
    </message>
    <message>
        <source>Take off the list</source>
        <translation>Von der Liste nehmen</translation>
    </message>
    <message>
        <source>The run was opened from elsewhere; none of its files is deleted</source>
        <translation>Der Lauf wurde von anderswo geöffnet; keine seiner Dateien wird gelöscht</translation>
    </message>
    <message>
        <source>Learn on</source>
        <translation>Weiter lernen</translation>
    </message>
    <message>
        <source>Let the queue go on</source>
        <translation>Warteschlange fortsetzen</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>Beginnen</translation>
    </message>
    <message>
        <source>Learns no further: a model is made of the best epoch so far, which is epoch %1, measured on the test images, and a report is written.</source>
        <translation>Lernt nicht weiter: Aus der bisher besten Epoche, das ist Epoche %1, wird ein Modell gemacht, an den Testbildern gemessen, und ein Bericht geschrieben.</translation>
    </message>
    <message>
        <source>There is nothing to keep before the first epoch has ended.</source>
        <translation>Vor dem Ende der ersten Epoche gibt es nichts zu behalten.</translation>
    </message>
</context>
<context>
    <name>lucency::ui::RunFacts</name>
    <message>
        <source>%1 (%2 to %3)</source>
        <translation>%1 (%2 bis %3)</translation>
    </message>
    <message>
        <source>Known when the first epoch has ended.</source>
        <translation>Bekannt, wenn die erste Epoche zu Ende ist.</translation>
    </message>
    <message>
        <source>Epoch %1, by %2 on the validation images; its weights are kept.</source>
        <translation>Epoche %1, nach %2 auf den Validierungsbildern; ihre Gewichte werden behalten.</translation>
    </message>
    <message>
        <source>0.5 is guessing, 1 is perfect.</source>
        <translation>0,5 ist geraten, 1 ist fehlerlos.</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>Epoche</translation>
    </message>
    <message>
        <source>Best epoch</source>
        <translation>Beste Epoche</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Images a second</source>
        <translation>Bilder pro Sekunde</translation>
    </message>
    <message>
        <source>Waiting for images</source>
        <translation>Warten auf Bilder</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>One epoch is one pass over all training images.</source>
        <translation>Eine Epoche ist ein Durchgang durch alle Trainingsbilder.</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>Restzeit</translation>
    </message>
    <message>
        <source>Until the report is written, at the speed so far.</source>
        <translation>Bis der Bericht geschrieben ist, bei der bisherigen Geschwindigkeit.</translation>
    </message>
    <message>
        <source>Spent on learning so far.</source>
        <translation>Bisher mit Lernen verbracht.</translation>
    </message>
    <message>
        <source>How fast the network learns; lower while studies are scored.</source>
        <translation>Wie schnell das Netz lernt; weniger, während Studien bewertet werden.</translation>
    </message>
    <message>
        <source>%1&#xa0;%</source>
        <translation>%1&#xa0;%</translation>
    </message>
    <message>
        <source>Much: reading or changing the images holds the network up. A faster disk or less augmentation helps.</source>
        <translation>Viel: Lesen oder Verändern der Bilder hält das Netz auf. Ein schnellerer Datenträger oder weniger Augmentierung hilft.</translation>
    </message>
    <message>
        <source>Share of the time in which the network has no image to learn from. Small is good.</source>
        <translation>Anteil der Zeit, in der das Netz kein Bild zum Lernen hat. Wenig ist gut.</translation>
    </message>
</context>
<context>
    <name>lucency::ui::RunPage</name>
    <message>
        <source>What is particular about this run, for you and others; kept in its folder</source>
        <translation>Was an diesem Lauf besonders ist, für Sie und andere; liegt in seinem Ordner</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Curves of the training are drawn from the end of the first epoch on.</source>
        <translation>Kurven des Trainings werden vom Ende der ersten Epoche an gezeichnet.</translation>
    </message>
    <message>
        <source>What the training remarked</source>
        <translation>Was das Training anmerkte</translation>
    </message>
    <message>
        <source>%1, version %2</source>
        <translation>%1, Version %2</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>A few validation images are shown here, with what the network says of them, at the end of each epoch.</source>
        <translation>Am Ende jeder Epoche stehen hier einige Validierungsbilder mit dem, was das Netz dazu sagt.</translation>
    </message>
    <message>
        <source>Shown while a run trains. Of a finished run the result shows every image.</source>
        <translation>Wird gezeigt, während ein Lauf trainiert. Bei einem fertigen Lauf zeigt das Ergebnis jedes Bild.</translation>
    </message>
    <message>
        <source>The folder of the run&apos;s images</source>
        <translation>Der Ordner mit den Bildern des Laufs</translation>
    </message>
</context>
<context>
    <name>lucency::ui::SampleStrip</name>
    <message>
        <source>Label: %1</source>
        <translation>Angabe: %1</translation>
    </message>
    <message>
        <source>Label: no %1</source>
        <translation>Angabe: kein Befund %1</translation>
    </message>
    <message>
        <source>Label: not known</source>
        <translation>Angabe: unbekannt</translation>
    </message>
    <message>
        <source>%1&#xa0;%</source>
        <translation>%1&#xa0;%</translation>
    </message>
    <message>
        <source>Sample images</source>
        <translation>Beispielbilder</translation>
    </message>
    <message>
        <source>Show heat maps</source>
        <translation>Wärmekarten zeigen</translation>
    </message>
    <message>
        <source>Network: found (%1)</source>
        <translation>Netz: gefunden (%1)</translation>
    </message>
    <message>
        <source>Network: not found (%1)</source>
        <translation>Netz: nicht gefunden (%1)</translation>
    </message>
    <message>
        <source>%1: right</source>
        <translation>%1: richtig</translation>
    </message>
    <message>
        <source>%1: wrong</source>
        <translation>%1: falsch</translation>
    </message>
    <message>
        <source>Validation images, which the network does not learn from, as it sees them after its last epoch. Most stay the same from epoch to epoch; those with an orange edge are the ones that it is most wrong about now. The colours show where it sees the finding: a network that learns well moves them to the finding itself. The percentages are not yet probabilities: they are set right when the run is finished, and until then an image counts as found above the limit that tells the validation images apart best.</source>
        <translation>Validierungsbilder, von denen das Netz nicht lernt, so wie es sie nach seiner letzten Epoche sieht. Die meisten bleiben von Epoche zu Epoche dieselben; bei denen mit orangem Rand irrt es gerade am stärksten. Die Farben zeigen, wo es den Befund sieht: Bei einem Netz, das gut lernt, wandern sie zum Befund selbst. Die Prozentwerte sind noch keine Wahrscheinlichkeiten: Sie werden am Ende des Laufs richtiggestellt; bis dahin gilt ein Bild als gefunden, wenn es über der Grenze liegt, die die Validierungsbilder am besten trennt.</translation>
    </message>
</context>
<context>
    <name>lucency::ui::SurveyProblems</name>
    <message numerus="yes">
        <source>and %Ln more; a copy has all of them</source>
        <translation>
            <numerusform>und %Ln weitere; eine Kopie enthält alle</numerusform>
            <numerusform>und %Ln weitere; eine Kopie enthält alle</numerusform>
        </translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>What is the matter</source>
        <translation>Was damit ist</translation>
    </message>
    <message>
        <source>What the survey found odd</source>
        <translation>Was bei der Durchsicht auffiel</translation>
    </message>
    <message>
        <source>Copy the list</source>
        <translation>Liste kopieren</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files cannot be read and take no part</source>
        <translation>
            <numerusform>%Ln Datei lässt sich nicht lesen und nimmt nicht teil</numerusform>
            <numerusform>%Ln Dateien lassen sich nicht lesen und nehmen nicht teil</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln images stand in the table twice with labels that cannot both be true</source>
        <translation>
            <numerusform>%Ln Bild steht zweimal in der Tabelle, mit Labels, die nicht beide stimmen können</numerusform>
            <numerusform>%Ln Bilder stehen zweimal in der Tabelle, mit Labels, die nicht beide stimmen können</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” and “%2”. Taken as having what either row says: correct the table if that is wrong.</source>
        <translation>„%1“ und „%2“. Es gilt, was eine der Zeilen sagt: Berichtigen Sie die Tabelle, wenn das falsch ist.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln pairs of the very same picture have different labels</source>
        <translation>
            <numerusform>%Ln Paar desselben Bildes hat verschiedene Labels</numerusform>
            <numerusform>%Ln Paare desselben Bildes haben verschiedene Labels</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, and as %2: %3. One of the two is wrong: remove it or move it.</source>
        <translation>%1, und als %2: %3. Eines der beiden ist falsch: Entfernen oder verschieben Sie es.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln pairs are the very same picture: kept in one part, so that no test is spoilt</source>
        <translation>
            <numerusform>%Ln Paar ist genau dasselbe Bild: bleibt in einem Teil, damit kein Test verdorben wird</numerusform>
            <numerusform>%Ln Paare sind genau dasselbe Bild: bleiben in einem Teil, damit kein Test verdorben wird</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pairs look nearly the same: kept in one part, so that no test is spoilt</source>
        <translation>
            <numerusform>%Ln Paar sieht fast gleich aus: bleibt in einem Teil, damit kein Test verdorben wird</numerusform>
            <numerusform>%Ln Paare sehen fast gleich aus: bleiben in einem Teil, damit kein Test verdorben wird</numerusform>
        </translation>
    </message>
    <message>
        <source>looks like %1</source>
        <translation>sieht aus wie %1</translation>
    </message>
    <message>
        <source> – of another person, as far as the names tell</source>
        <translation> – von einem anderen Menschen, soweit die Namen es sagen</translation>
    </message>
    <message>
        <source> – labels differ: %1, %2</source>
        <translation> – die Labels sind verschieden: %1, %2</translation>
    </message>
    <message>
        <source>rows of the table have no image here</source>
        <translation>Zeilen der Tabelle haben hier kein Bild</translation>
    </message>
    <message>
        <source>images have no row in the table and take no part</source>
        <translation>Bilder haben keine Zeile in der Tabelle und nehmen nicht teil</translation>
    </message>
    <message>
        <source>images have no label and take no part</source>
        <translation>Bilder haben kein Label und nehmen nicht teil</translation>
    </message>
    <message>
        <source>images lie beside the folders train, val and test and take no part</source>
        <translation>Bilder liegen neben den Ordnern train, val und test und nehmen nicht teil</translation>
    </message>
    <message>
        <source>images are left out because of the person&apos;s age</source>
        <translation>Bilder bleiben wegen des Alters weg</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Ausgelassen</translation>
    </message>
    <message>
        <source>Nothing was found: every image could be read, and no two of them are copies of each other. Copies that were turned, cropped, framed, mirrored or inverted are not recognised.</source>
        <translation>Nichts gefunden: Jedes Bild ließ sich lesen, und keine zwei sind Kopien voneinander. Gedrehte, beschnittene, umrahmte, gespiegelte oder umgekehrte Kopien werden nicht erkannt.</translation>
    </message>
</context>
<context>
    <name>lucency::ui::TableColumns</name>
    <message>
        <source>Columns of the label table</source>
        <translation>Spalten der Labeltabelle</translation>
    </message>
    <message>
        <source>%1, %2. Above each column stands what it is taken for; change what is wrong.</source>
        <translation>%1, %2. Über jeder Spalte steht, wofür sie gilt; ändern Sie, was falsch ist.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows</source>
        <translation>
            <numerusform>%Ln Zeile</numerusform>
            <numerusform>%Ln Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <source>not used</source>
        <translation>nicht verwendet</translation>
    </message>
    <message>
        <source>image</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>patient</source>
        <translation>Patient</translation>
    </message>
    <message>
        <source>age</source>
        <translation>Alter</translation>
    </message>
    <message>
        <source>sex</source>
        <translation>Geschlecht</translation>
    </message>
    <message>
        <source>finding (0 or 1)</source>
        <translation>Befund (0 oder 1)</translation>
    </message>
    <message>
        <source>view</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>part</source>
        <translation>Teil</translation>
    </message>
    <message>
        <source>What column %1 is</source>
        <translation>Was Spalte %1 ist</translation>
    </message>
</context>
<context>
    <name>lucency::ui::ThumbnailModel</name>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>lucency::ui::ThumbnailStrip</name>
    <message>
        <source>Images of this patient</source>
        <translation>Bilder dieses Patienten</translation>
    </message>
</context>
<context>
    <name>lucency::ui::TrainingMenu</name>
    <message>
        <source>&amp;Training</source>
        <translation>&amp;Training</translation>
    </message>
    <message>
        <source>Train a model ...</source>
        <translation>Ein Modell trainieren ...</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>%1 has been trained. See Training &gt; Runs.</source>
        <translation>%1 ist trainiert. Siehe Training &gt; Läufe.</translation>
    </message>
    <message>
        <source>Training of %1 ended: %2</source>
        <translation>Das Training von %1 endete: %2</translation>
    </message>
    <message>
        <source>Training runs</source>
        <translation>Trainingsläufe</translation>
    </message>
    <message>
        <source>Earlier tests</source>
        <translation>Frühere Prüfungen</translation>
    </message>
    <message>
        <source>Test a model on labelled images ...</source>
        <translation>Ein Modell an Bildern mit Labels prüfen ...</translation>
    </message>
    <message>
        <source>No model was tested yet</source>
        <translation>Noch wurde kein Modell geprüft</translation>
    </message>
</context>
<context>
    <name>lucency::ui::TrainingRoom</name>
    <message>
        <source>Training runs</source>
        <translation>Trainingsläufe</translation>
    </message>
    <message>
        <source>New training …</source>
        <translation>Neues Training …</translation>
    </message>
    <message>
        <source>Leads you from radiographs to a run</source>
        <translation>Führt Sie von Röntgenbildern zu einem Lauf</translation>
    </message>
    <message>
        <source>Open run folder …</source>
        <translation>Laufordner öffnen …</translation>
    </message>
    <message>
        <source>A run from elsewhere, also of lucency train; it may be dropped here, too</source>
        <translation>Ein Lauf von anderswo, auch von lucency train; er kann auch hierher gezogen werden</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>Früher</translation>
    </message>
    <message>
        <source>Moves the chosen run forward in the queue</source>
        <translation>Rückt den gewählten Lauf in der Warteschlange vor</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
    <message>
        <source>Moves the chosen run back in the queue</source>
        <translation>Rückt den gewählten Lauf in der Warteschlange zurück</translation>
    </message>
    <message>
        <source>Pause the queue</source>
        <translation>Warteschlange anhalten</translation>
    </message>
    <message>
        <source>The run that trains is saved after the batch in hand; nothing trains until you say so</source>
        <translation>Der laufende Lauf wird nach dem angefangenen Stapel gesichert; nichts trainiert, bis Sie es sagen</translation>
    </message>
    <message>
        <source>Let the queue go on</source>
        <translation>Warteschlange fortsetzen</translation>
    </message>
    <message>
        <source>Trains the queued runs one after the other</source>
        <translation>Trainiert die eingereihten Läufe nacheinander</translation>
    </message>
    <message>
        <source>%1 holds no training run. A run folder has a recipe.json in it.</source>
        <translation>%1 enthält keinen Trainingslauf. In einem Laufordner liegt eine recipe.json.</translation>
    </message>
    <message>
        <source>The note was not kept. %1</source>
        <translation>Die Notiz wurde nicht gesichert. %1</translation>
    </message>
    <message>
        <source>%1 cannot be put into the queue. %2</source>
        <translation>%1 kann nicht eingereiht werden. %2</translation>
    </message>
    <message>
        <source>The queue cannot be kept for the next start. %1</source>
        <translation>Die Warteschlange kann nicht für den nächsten Start gesichert werden. %1</translation>
    </message>
    <message>
        <source>%1 was stopped by a fault. %2</source>
        <translation>%1 wurde durch einen Fehler angehalten. %2</translation>
    </message>
    <message>
        <source>%1 is finished, only its report for printing is missing. %2</source>
        <translation>%1 ist fertig, nur der Bericht zum Drucken fehlt. %2</translation>
    </message>
    <message>
        <source>%1 was interrupted when the program ended. Everything up to its last saved batch is there. Let it go on, or leave it stopped.</source>
        <translation>%1 wurde unterbrochen, als das Programm endete. Alles bis zum letzten gesicherten Stapel ist da. Setzen Sie ihn fort, oder lassen Sie ihn angehalten.</translation>
    </message>
    <message>
        <source>The queue is being paused: the batch in hand ends, and everything is saved.</source>
        <translation>Die Warteschlange wird angehalten: Der angefangene Stapel wird beendet und alles gesichert.</translation>
    </message>
    <message>
        <source>The queue stands still. Nothing trains until you let it go on.</source>
        <translation>Die Warteschlange steht. Nichts trainiert, bis Sie sie fortsetzen.</translation>
    </message>
    <message>
        <source>Looking for training runs …</source>
        <translation>Sucht nach Trainingsläufen …</translation>
    </message>
    <message>
        <source>No training runs yet</source>
        <translation>Noch keine Trainingsläufe</translation>
    </message>
    <message>
        <source>Train a network on radiographs of your own: a few steps lead you from a folder of images to a model and a report on how good it is. Run folders from elsewhere may be dropped here.</source>
        <translation>Trainieren Sie ein Netz mit eigenen Röntgenbildern: Wenige Schritte führen von einem Ordner mit Bildern zu einem Modell und einem Bericht, wie gut es ist. Laufordner von anderswo können hierher gezogen werden.</translation>
    </message>
    <message>
        <source>Open a run folder</source>
        <translation>Einen Laufordner öffnen</translation>
    </message>
</context>
<context>
    <name>lucency::ui::TrainingWizard</name>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>&amp;Close, and go on later</source>
        <translation>&amp;Schließen und später weitermachen</translation>
    </message>
    <message>
        <source>Train a model</source>
        <translation>Ein Modell trainieren</translation>
    </message>
    <message>
        <source>The recipes cannot be read</source>
        <translation>Die Rezepte lassen sich nicht lesen</translation>
    </message>
    <message>
        <source>What you choose cannot be kept for later: %1</source>
        <translation>Was Sie wählen, lässt sich nicht für später aufheben: %1</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>%1  %2</source>
        <translation>%1  %2</translation>
    </message>
    <message>
        <source>What was chosen before cannot be read, and was put aside: %1</source>
        <translation>Was vorher gewählt wurde, lässt sich nicht lesen und wurde beiseitegelegt: %1</translation>
    </message>
    <message>
        <source>Continue where you left off</source>
        <translation>Weitermachen, wo Sie aufgehört haben</translation>
    </message>
    <message>
        <source>Start anew</source>
        <translation>Neu anfangen</translation>
    </message>
    <message>
        <source>There is a training run that was not started yet</source>
        <translation>Es gibt einen Trainingslauf, der noch nicht begonnen wurde</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>&amp;Weiter</translation>
    </message>
    <message>
        <source>&amp;Done</source>
        <translation>&amp;Fertig</translation>
    </message>
    <message>
        <source>&amp;Start training</source>
        <translation>Training &amp;beginnen</translation>
    </message>
    <message>
        <source>Collecting the studies of the worklist…</source>
        <translation>Untersuchungen der Arbeitsliste werden gesammelt…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln images of the worklist are taken</source>
        <translation>
            <numerusform>%Ln Bild der Arbeitsliste wird genommen</numerusform>
            <numerusform>%Ln Bilder der Arbeitsliste werden genommen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln with labels that readers have corrected</source>
        <translation>
            <numerusform>%Ln mit Labels, die Befunder berichtigt haben</numerusform>
            <numerusform>%Ln mit Labels, die Befunder berichtigt haben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln excluded by readers are left out</source>
        <translation>
            <numerusform>%Ln von Befundern ausgeschlossenes bleibt weg</numerusform>
            <numerusform>%Ln von Befundern ausgeschlossene bleiben weg</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln without a label are left out</source>
        <translation>
            <numerusform>%Ln ohne Label bleibt weg</numerusform>
            <numerusform>%Ln ohne Label bleiben weg</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln whose file is gone are left out</source>
        <translation>
            <numerusform>%Ln, dessen Datei fehlt, bleibt weg</numerusform>
            <numerusform>%Ln, deren Datei fehlt, bleiben weg</numerusform>
        </translation>
    </message>
    <message>
        <source>Alt+Left. Nothing is lost by going back.</source>
        <translation>Alt+Links. Beim Zurückgehen geht nichts verloren.</translation>
    </message>
    <message>
        <source>Alt+Right</source>
        <translation>Alt+Rechts</translation>
    </message>
</context>
<context>
    <name>lucency::ui::ViewActions</name>
    <message>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>Fit to the view</source>
        <translation>Einpassen</translation>
    </message>
    <message>
        <source>One pixel a pixel</source>
        <translation>Originalpixel 1:1</translation>
    </message>
    <message>
        <source>Turn right</source>
        <translation>Nach rechts drehen</translation>
    </message>
    <message>
        <source>Turn left</source>
        <translation>Nach links drehen</translation>
    </message>
    <message>
        <source>Mirror left to right</source>
        <translation>Links-rechts spiegeln</translation>
    </message>
    <message>
        <source>Mirror top to bottom</source>
        <translation>Oben-unten spiegeln</translation>
    </message>
    <message>
        <source>Invert</source>
        <translation>Invertieren</translation>
    </message>
    <message>
        <source>Reset the view</source>
        <translation>Ansicht zurücksetzen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Show all AI</source>
        <translation>Gesamte KI zeigen</translation>
    </message>
    <message>
        <source>Show boxes</source>
        <translation>Rahmen zeigen</translation>
    </message>
    <message>
        <source>Show heat map</source>
        <translation>Wärmekarte zeigen</translation>
    </message>
    <message>
        <source>Show texts</source>
        <translation>Texte zeigen</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1   %2</source>
        <translation>%1   %2</translation>
    </message>
    <message>
        <source>Show overlay</source>
        <translation>Overlay zeigen</translation>
    </message>
</context>
<context>
    <name>lucency::ui::WizardAugmentationPage</name>
    <message>
        <source>Variation</source>
        <translation>Variation</translation>
    </message>
    <message>
        <source>While it learns, the model never sees an image twice in quite the same way: each time it is changed a little, as another day or another machine would. That makes few images teach more. What you could not read any more, it cannot learn from.</source>
        <translation>Beim Lernen sieht das Modell ein Bild nie zweimal ganz gleich: Jedes Mal wird es ein wenig verändert, wie es ein anderer Tag oder ein anderes Gerät täte. So lehren wenige Bilder mehr. Woraus Sie nicht mehr befunden könnten, daraus kann es nicht lernen.</translation>
    </message>
    <message>
        <source>Mirror left and right (half of the images)</source>
        <translation>Links und rechts spiegeln (die Hälfte der Bilder)</translation>
    </message>
    <message>
        <source>As they are</source>
        <translation>Wie sie sind</translation>
    </message>
    <message>
        <source>As the model may see them</source>
        <translation>Wie das Modell sie sehen kann</translation>
    </message>
    <message>
        <source>Show &amp;others</source>
        <translation>&amp;Andere zeigen</translation>
    </message>
    <message>
        <source>Draws other variants of the same images</source>
        <translation>Zeichnet andere Varianten derselben Bilder</translation>
    </message>
    <message>
        <source>As the &amp;recipe has it</source>
        <translation>Wie im &amp;Rezept</translation>
    </message>
    <message>
        <source>Off, because the side matters: the heart is on the left, and a mirrored image teaches what no patient shows. Only for findings of which the side does not matter.</source>
        <translation>Aus, weil die Seite zählt: Das Herz ist links, und ein gespiegeltes Bild lehrt, was kein Patient zeigt. Nur für Befunde, bei denen die Seite nichts ausmacht.</translation>
    </message>
    <message>
        <source>Upside down: never. No radiograph is read that way.</source>
        <translation>Auf dem Kopf: nie. Keine Aufnahme wird so befundet.</translation>
    </message>
    <message>
        <source>The data page comes first.</source>
        <translation>Zuerst kommt die Seite Daten.</translation>
    </message>
</context>
<context>
    <name>lucency::ui::WizardCheckPage</name>
    <message>
        <source>Check</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>Before hours are spent, a minute of trial: can the network learn a few of your images by heart at all? If it cannot, it will not learn from many either. And how long will it take on this computer?</source>
        <translation>Bevor Stunden vergehen, eine Minute Probe: Kann das Netz einige Ihrer Bilder überhaupt auswendig lernen? Wenn nicht, lernt es auch aus vielen nichts. Und wie lange dauert es auf diesem Rechner?</translation>
    </message>
    <message>
        <source>Check &amp;again</source>
        <translation>&amp;Noch einmal prüfen</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Anhalten</translation>
    </message>
    <message>
        <source>Measuring reading, learning and saving…</source>
        <translation>Lesen, Lernen und Sichern werden gemessen…</translation>
    </message>
    <message>
        <source>Learning a few images by heart…</source>
        <translation>Einige Bilder werden auswendig gelernt…</translation>
    </message>
    <message>
        <source>The check was stopped. You can go on without it.</source>
        <translation>Die Prüfung wurde angehalten. Sie können ohne sie weitermachen.</translation>
    </message>
    <message numerus="yes">
        <source>Measured on %Ln batches of your images on this computer, not guessed. Reading studies meanwhile goes first and makes it longer.</source>
        <translation>
            <numerusform>Auf diesem Rechner an %Ln Stapel Ihrer Bilder gemessen, nicht geraten. Befunden in der Zwischenzeit geht vor und verlängert es.</numerusform>
            <numerusform>Auf diesem Rechner an %Ln Stapeln Ihrer Bilder gemessen, nicht geraten. Befunden in der Zwischenzeit geht vor und verlängert es.</numerusform>
        </translation>
    </message>
    <message>
        <source>The data page comes first.</source>
        <translation>Zuerst kommt die Seite Daten.</translation>
    </message>
</context>
<context>
    <name>lucency::ui::WizardDataPage</name>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Which radiographs is the model to learn from, and what do they show? Folders named after what they hold (such as NORMAL and PNEUMONIA) will do, or images with a table of labels.</source>
        <translation>Aus welchen Aufnahmen soll das Modell lernen, und was zeigen sie? Es genügen Ordner, die heißen, was sie enthalten (wie NORMAL und PNEUMONIA), oder Bilder mit einer Labeltabelle.</translation>
    </message>
    <message>
        <source>Studies of the &amp;worklist</source>
        <translation>&amp;Untersuchungen der Arbeitsliste</translation>
    </message>
    <message>
        <source>Use radiographs that are in the worklist, with their labels and readers&apos; corrections</source>
        <translation>Aufnahmen aus der Arbeitsliste verwenden, mit ihren Labels und den Berichtigungen der Befunder</translation>
    </message>
    <message>
        <source>Tables and lists (*.csv *.txt)</source>
        <translation>Tabellen und Listen (*.csv *.txt)</translation>
    </message>
    <message>
        <source>All with labels</source>
        <translation>Alle mit Labels</translation>
    </message>
    <message>
        <source>Only those sent to the next training set</source>
        <translation>Nur die in den nächsten Trainingssatz geschickten</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Anhalten</translation>
    </message>
    <message>
        <source>&amp;Label table:</source>
        <translation>&amp;Labeltabelle:</translation>
    </message>
    <message>
        <source>What tells the patient</source>
        <translation>Was den Patienten angibt</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Befunde</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Columns of the table</source>
        <translation>Spalten der Tabelle</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>Drop folders of radiographs here</source>
        <translation>Legen Sie hier Ordner mit Aufnahmen ab</translation>
    </message>
    <message>
        <source>DICOM, PNG, JPEG, TIFF and BMP files may be mixed. Nothing is copied or changed, and nothing leaves this computer.</source>
        <translation>DICOM-, PNG-, JPEG-, TIFF- und BMP-Dateien dürfen gemischt sein. Nichts wird kopiert oder verändert, und nichts verlässt diesen Rechner.</translation>
    </message>
    <message>
        <source>Looking for images and labels…</source>
        <translation>Bilder und Labels werden gesucht…</translation>
    </message>
    <message>
        <source>Reading every image once: %1 of %2</source>
        <translation>Jedes Bild wird einmal gelesen: %1 von %2</translation>
    </message>
    <message>
        <source>, %1 left</source>
        <translation>, noch %1</translation>
    </message>
    <message>
        <source>Problems (%1)</source>
        <translation>Probleme (%1)</translation>
    </message>
    <message>
        <source>%1 shows “%2” (%3)</source>
        <translation>%1 zeigt „%2“ (%3)</translation>
    </message>
    <message numerus="yes">
        <source>%Ln people</source>
        <translation>
            <numerusform>%Ln Mensch</numerusform>
            <numerusform>%Ln Menschen</numerusform>
        </translation>
    </message>
    <message>
        <source>each image shows another person</source>
        <translation>jedes Bild zeigt einen anderen Menschen</translation>
    </message>
    <message>
        <source>The names of the files tell who is shown. Is that right?</source>
        <translation>Die Dateinamen sagen, wer zu sehen ist. Stimmt das?</translation>
    </message>
    <message>
        <source>Nothing tells who is shown. If people have several images, say how the names tell them apart, or else the test is too easy:</source>
        <translation>Nichts sagt, wer zu sehen ist. Wenn Menschen mehrere Bilder haben, geben Sie an, wie die Namen sie unterscheiden; sonst ist der Test zu leicht:</translation>
    </message>
    <message>
        <source>Choose the table that holds the labels</source>
        <translation>Wählen Sie die Tabelle mit den Labels</translation>
    </message>
    <message>
        <source>The label table cannot be used as it is read</source>
        <translation>Die Labeltabelle lässt sich so, wie sie gelesen wird, nicht verwenden</translation>
    </message>
    <message numerus="yes">
        <source>%Ln things should be looked at: see “Problems”. You can go on all the same.</source>
        <translation>
            <numerusform>%Ln Sache sollte angesehen werden: siehe „Probleme“. Sie können trotzdem weitermachen.</numerusform>
            <numerusform>%Ln Sachen sollten angesehen werden: siehe „Probleme“. Sie können trotzdem weitermachen.</numerusform>
        </translation>
    </message>
    <message>
        <source>No column of %1 names images of this folder: a column is missing, or these are other images. If one of the columns below does name them, choose “image” above it.</source>
        <translation>Keine Spalte von %1 nennt Bilder dieses Ordners: Eine Spalte fehlt, oder es sind andere Bilder. Wenn eine der Spalten unten sie doch nennt, wählen Sie darüber „Bild“.</translation>
    </message>
    <message>
        <source>It is not clear which column of %1 holds the labels: a column is missing, or has an unusual name. Choose “labels” above the right one below.</source>
        <translation>Es ist nicht klar, welche Spalte von %1 die Labels enthält: Eine Spalte fehlt oder hat einen ungewöhnlichen Namen. Wählen Sie unten über der richtigen „Labels“.</translation>
    </message>
    <message>
        <source>Give a folder of radiographs first.</source>
        <translation>Geben Sie zuerst einen Ordner mit Aufnahmen an.</translation>
    </message>
    <message>
        <source>The images are still being looked at.</source>
        <translation>Die Bilder werden noch durchgesehen.</translation>
    </message>
    <message>
        <source>The data cannot be used yet.</source>
        <translation>Die Daten lassen sich noch nicht verwenden.</translation>
    </message>
    <message>
        <source>There is nothing to learn yet: no chosen finding has %1 images or more. Add images, or look at what the labels stand for.</source>
        <translation>Noch gibt es nichts zu lernen: Kein gewählter Befund hat %1 Bilder oder mehr. Fügen Sie Bilder hinzu, oder sehen Sie nach, wofür die Labels stehen.</translation>
    </message>
    <message>
        <source>All images show %1: the model needs others without it to learn the difference. Add a folder of normal radiographs.</source>
        <translation>Alle Bilder zeigen %1: Das Modell braucht auch welche ohne, um den Unterschied zu lernen. Fügen Sie einen Ordner mit normalen Aufnahmen hinzu.</translation>
    </message>
    <message>
        <source>Look a&amp;gain</source>
        <translation>Noch einmal durch&amp;sehen</translation>
    </message>
    <message>
        <source>After files were added, moved or mended</source>
        <translation>Nachdem Dateien hinzugefügt, verschoben oder in Ordnung gebracht wurden</translation>
    </message>
    <message>
        <source>The survey was stopped. “Look again” goes on with it: images that were read stay read.</source>
        <translation>Die Durchsicht wurde angehalten. „Noch einmal durchsehen“ setzt sie fort: Gelesene Bilder bleiben gelesen.</translation>
    </message>
</context>
<context>
    <name>lucency::ui::WizardRecipePage</name>
    <message>
        <source>Recipe</source>
        <translation>Rezept</translation>
    </message>
    <message>
        <source>A recipe says how the model learns: which network, how finely it sees the images, and for how long. The first one suits your images best; you can try another in a later run and compare.</source>
        <translation>Ein Rezept sagt, wie das Modell lernt: mit welchem Netz, wie fein es die Bilder sieht und wie lange. Das erste passt am besten zu Ihren Bildern; ein anderes können Sie in einem späteren Lauf versuchen und vergleichen.</translation>
    </message>
    <message>
        <source>Every key of the recipe with its explanation, for those who know what they want</source>
        <translation>Jeder Schlüssel des Rezepts mit seiner Erklärung, für alle, die wissen, was sie wollen</translation>
    </message>
    <message>
        <source>Recommended</source>
        <translation>Empfohlen</translation>
    </message>
    <message>
        <source>%1 on an office computer</source>
        <translation>%1 auf einem Bürorechner</translation>
    </message>
    <message>
        <source>Worked out from the number of images. The check page measures it on this computer.</source>
        <translation>Aus der Zahl der Bilder errechnet. Die Seite Prüfung misst es auf diesem Rechner.</translation>
    </message>
    <message>
        <source>&amp;All settings…</source>
        <translation>&amp;Alle Einstellungen…</translation>
    </message>
    <message numerus="yes">
        <source>&amp;All settings (%n changed)…</source>
        <translation>
            <numerusform>&amp;Alle Einstellungen (%n geändert)…</numerusform>
            <numerusform>&amp;Alle Einstellungen (%n geändert)…</numerusform>
        </translation>
    </message>
    <message>
        <source>The data page comes first.</source>
        <translation>Zuerst kommt die Seite Daten.</translation>
    </message>
</context>
<context>
    <name>lucency::ui::WizardSettingsPage</name>
    <message>
        <source>All settings</source>
        <translation>Alle Einstellungen</translation>
    </message>
    <message>
        <source>Every key of the recipe. Nothing here needs to be changed for a good model; what you change is marked, and can be taken back.</source>
        <translation>Jeder Schlüssel des Rezepts. Für ein gutes Modell muss hier nichts geändert werden; was Sie ändern, ist gekennzeichnet und lässt sich zurücknehmen.</translation>
    </message>
    <message>
        <source>&amp;As the recipe has it</source>
        <translation>Wie im &amp;Rezept</translation>
    </message>
    <message>
        <source>&amp;Everything as the recipe has it</source>
        <translation>&amp;Alles wie im Rezept</translation>
    </message>
    <message>
        <source>Search keys and explanations</source>
        <translation>Schlüssel und Erklärungen durchsuchen</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Explanation</source>
        <translation>Erklärung</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Allgemeines</translation>
    </message>
    <message>
        <source>Images and labels</source>
        <translation>Bilder und Labels</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Befunde</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>Aufteilung</translation>
    </message>
    <message>
        <source>Variation</source>
        <translation>Variation</translation>
    </message>
    <message>
        <source>Learning</source>
        <translation>Lernen</translation>
    </message>
    <message>
        <source>Network and its input</source>
        <translation>Netz und seine Eingabe</translation>
    </message>
    <message>
        <source>“%1” is not taken. %2</source>
        <translation>„%1“ wird nicht angenommen. %2</translation>
    </message>
    <message>
        <source>Choose a key for its explanation; double-click its value to change it.</source>
        <translation>Wählen Sie einen Schlüssel, um seine Erklärung zu lesen; ein Doppelklick auf den Wert ändert ihn.</translation>
    </message>
    <message>
        <source>From %1 to %2.</source>
        <translation>Von %1 bis %2.</translation>
    </message>
    <message>
        <source>One of: %1.</source>
        <translation>Eines von: %1.</translation>
    </message>
    <message>
        <source>This is decided on another page.</source>
        <translation>Das wird auf einer anderen Seite entschieden.</translation>
    </message>
    <message>
        <source>The recipe&apos;s own value is %1.</source>
        <translation>Im Rezept selbst steht %1.</translation>
    </message>
</context>
<context>
    <name>lucency::ui::WizardSplitPage</name>
    <message>
        <source>Split</source>
        <translation>Aufteilung</translation>
    </message>
    <message>
        <source>The model learns from the training part. The validation part tells which round of training was the best; the test part is kept aside and says in the end how good the model is. All images of a person are in the same part.</source>
        <translation>Aus dem Trainingsteil lernt das Modell. Der Validierungsteil zeigt, welche Runde des Trainings die beste war; der Testteil wird zurückgehalten und sagt am Ende, wie gut das Modell ist. Alle Bilder eines Menschen sind im selben Teil.</translation>
    </message>
    <message>
        <source>&amp;Validation</source>
        <translation>&amp;Validierung</translation>
    </message>
    <message>
        <source>How much chooses the best round</source>
        <translation>Wie viel die beste Runde auswählt</translation>
    </message>
    <message>
        <source>&amp;Test</source>
        <translation>&amp;Test</translation>
    </message>
    <message>
        <source>How much is kept aside to measure the model</source>
        <translation>Wie viel zurückgehalten wird, um das Modell zu messen</translation>
    </message>
    <message>
        <source>What each part holds</source>
        <translation>Was jeder Teil enthält</translation>
    </message>
    <message>
        <source>How many people (and images) each part holds:</source>
        <translation>Wie viele Menschen (und Bilder) jeder Teil enthält:</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>Befund</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>%1 people (%2)</source>
        <translation>%1 Menschen (%2)</translation>
    </message>
    <message>
        <source>%1 people with it (%2)
%3 people without (%4)</source>
        <translation>%1 Menschen mit (%2)
%3 Menschen ohne (%4)</translation>
    </message>
    <message>
        <source>The data page comes first.</source>
        <translation>Zuerst kommt die Seite Daten.</translation>
    </message>
    <message>
        <source>The parts are being worked out.</source>
        <translation>Die Teile werden errechnet.</translation>
    </message>
</context>
<context>
    <name>lucency::ui::WizardStartPage</name>
    <message>
        <source>Start</source>
        <translation>Beginn</translation>
    </message>
    <message>
        <source>This is what is going to happen. Training takes place beside your reading, can be stopped at any time and goes on where it stopped.</source>
        <translation>Das wird geschehen. Das Training läuft neben dem Befunden her, lässt sich jederzeit anhalten und geht weiter, wo es aufhörte.</translation>
    </message>
    <message>
        <source>&amp;Name of the run:</source>
        <translation>&amp;Name des Laufs:</translation>
    </message>
    <message>
        <source>N&amp;ote:</source>
        <translation>N&amp;otiz:</translation>
    </message>
    <message>
        <source>What this run is to show, for those who find it later</source>
        <translation>Was dieser Lauf zeigen soll, für alle, die ihn später finden</translation>
    </message>
    <message>
        <source>Everything of this run is kept in %1</source>
        <translation>Alles von diesem Lauf liegt in %1</translation>
    </message>
    <message>
        <source>The model learns to find: %1.</source>
        <translation>Das Modell lernt zu finden: %1.</translation>
    </message>
    <message>
        <source>It learns from %1 radiographs of %2 people, is chosen on %3 of %4 people, and is measured on %5 of %6 people whom it has never seen.</source>
        <translation>Es lernt aus %1 Aufnahmen von %2 Menschen, wird an %3 von %4 Menschen ausgewählt und an %5 von %6 Menschen gemessen, die es nie gesehen hat.</translation>
    </message>
    <message>
        <source>Recipe: %1. %2</source>
        <translation>Rezept: %1. %2</translation>
    </message>
    <message numerus="yes">
        <source>%n settings differ from the recipe&apos;s own.</source>
        <translation>
            <numerusform>%n Einstellung weicht vom Rezept ab.</numerusform>
            <numerusform>%n Einstellungen weichen vom Rezept ab.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files cannot be read and take no part.</source>
        <translation>
            <numerusform>%Ln Datei lässt sich nicht lesen und nimmt nicht teil.</numerusform>
            <numerusform>%Ln Dateien lassen sich nicht lesen und nehmen nicht teil.</numerusform>
        </translation>
    </message>
    <message>
        <source>At the end stands a report: how often the model is right, with intervals, and the images on which it errs. Nothing is put into use by itself, and no image leaves this computer.</source>
        <translation>Am Ende steht ein Bericht: wie oft das Modell recht hat, mit Intervallen, und die Bilder, bei denen es irrt. Nichts kommt von selbst in Gebrauch, und kein Bild verlässt diesen Rechner.</translation>
    </message>
    <message>
        <source>The data page comes first.</source>
        <translation>Zuerst kommt die Seite Daten.</translation>
    </message>
    <message>
        <source>Give the run a name.</source>
        <translation>Geben Sie dem Lauf einen Namen.</translation>
    </message>
    <message>
        <source>There is a run of this name already. Give this one another name.</source>
        <translation>Es gibt schon einen Lauf dieses Namens. Geben Sie diesem einen anderen.</translation>
    </message>
    <message>
        <source>Looking once more whether all images are in their place…</source>
        <translation>Es wird noch einmal nachgesehen, ob alle Bilder an ihrem Platz sind…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln images are no longer where they were, the first of them %1. Put them back, or go to the data page and look at the folder anew. Nothing of what you have chosen is lost.</source>
        <translation>
            <numerusform>%Ln Bild ist nicht mehr, wo es war: %1. Legen Sie es zurück, oder gehen Sie zur Seite Daten, und sehen Sie den Ordner neu durch. Nichts von dem, was Sie gewählt haben, ist verloren.</numerusform>
            <numerusform>%Ln Bilder sind nicht mehr, wo sie waren, das erste davon %1. Legen Sie sie zurück, oder gehen Sie zur Seite Daten, und sehen Sie den Ordner neu durch. Nichts von dem, was Sie gewählt haben, ist verloren.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lucency::ui::Workbench</name>
    <message>
        <source>Open a run …</source>
        <translation>Lauf öffnen …</translation>
    </message>
    <message>
        <source>Open predictions …</source>
        <translation>Vorhersagen öffnen …</translation>
    </message>
    <message>
        <source>Choose a table of labels …</source>
        <translation>Tabelle mit Angaben wählen …</translation>
    </message>
    <message>
        <source>Evaluation</source>
        <translation>Auswertung</translation>
    </message>
    <message>
        <source>No run is open</source>
        <translation>Kein Lauf ist geöffnet</translation>
    </message>
    <message>
        <source>Open the folder of a finished training run, or a table of predictions of any program. You can also drop one here.</source>
        <translation>Öffnen Sie den Ordner eines fertigen Trainingslaufs oder eine Tabelle mit Vorhersagen eines beliebigen Programms. Sie können beides auch hierher ziehen.</translation>
    </message>
    <message>
        <source>Opened results</source>
        <translation>Geöffnete Ergebnisse</translation>
    </message>
    <message>
        <source>With corrected labels</source>
        <translation>Mit korrigierten Angaben</translation>
    </message>
    <message>
        <source>Figures count what people said in place of the source&apos;s labels, and leave out what they excluded</source>
        <translation>Die Zahlen gelten dem, was Personen statt der Angaben der Quelle sagten, ohne das Ausgeschlossene</translation>
    </message>
    <message>
        <source>Folder of the images …</source>
        <translation>Ordner der Bilder …</translation>
    </message>
    <message>
        <source>Report …</source>
        <translation>Bericht …</translation>
    </message>
    <message>
        <source>Report as PDF and HTML, and every figure as PNG, SVG and CSV, at the operating points as they are now</source>
        <translation>Bericht als PDF und HTML und jede Abbildung als PNG, SVG und CSV, an den jetzigen Arbeitspunkten</translation>
    </message>
    <message>
        <source>Into use …</source>
        <translation>In Gebrauch nehmen …</translation>
    </message>
    <message>
        <source>Goes to the page on which this model is compared with the one in use, and taken into use</source>
        <translation>Führt zu der Seite, auf der dieses Modell mit dem verwendeten verglichen und in Gebrauch genommen wird</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>Abbildungen</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>Zahlen</translation>
    </message>
    <message>
        <source>Measure heat maps against boxes …</source>
        <translation>Wärmekarten an Rahmen messen …</translation>
    </message>
    <message>
        <source>A table Image Index,Finding Label,Bbox [x,y,w,h] of boxes drawn by people: does the hottest point of the map lie in them?</source>
        <translation>Eine Tabelle Image Index,Finding Label,Bbox [x,y,w,h] mit von Personen gezeichneten Rahmen: liegt der heißeste Punkt der Karte darin?</translation>
    </message>
    <message>
        <source>Groups and places</source>
        <translation>Gruppen und Orte</translation>
    </message>
    <message>
        <source>All findings</source>
        <translation>Alle Befunde</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Corrections</source>
        <translation>Korrekturen</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>zurückgenommen</translation>
    </message>
    <message>
        <source>What people said of images cannot be read: %1</source>
        <translation>Was zu Bildern gesagt wurde, lässt sich nicht lesen: %1</translation>
    </message>
    <message>
        <source>Not stored: %1</source>
        <translation>Nicht gespeichert: %1</translation>
    </message>
    <message>
        <source>Being opened …</source>
        <translation>Wird geöffnet …</translation>
    </message>
    <message>
        <source>%1 has no column “%2”. Predictions need the columns path, patient_id, finding, label and probability; labels may come from a table of their own.</source>
        <translation>%1 hat keine Spalte „%2“. Vorhersagen brauchen die Spalten path, patient_id, finding, label und probability; Angaben dürfen aus einer eigenen Tabelle kommen.</translation>
    </message>
    <message>
        <source>%1: no image has a label, so nothing can be measured. A table of labels can be added.</source>
        <translation>%1: zu keinem Bild gibt es eine Angabe, daher lässt sich nichts messen. Eine Tabelle mit Angaben kann dazukommen.</translation>
    </message>
    <message>
        <source>It cannot be measured yet</source>
        <translation>Noch lässt sich nichts messen</translation>
    </message>
    <message>
        <source>Not opened: %1</source>
        <translation>Nicht geöffnet: %1</translation>
    </message>
    <message>
        <source>It cannot be opened</source>
        <translation>Es lässt sich nicht öffnen</translation>
    </message>
    <message>
        <source>measured on the test part: %1 images of %2 people whom the model never saw.</source>
        <translation>gemessen am Testteil: %1 Bilder von %2 Personen, die das Modell nie sah.</translation>
    </message>
    <message>
        <source>measured on all %1 predicted images of %2 people: which of them were trained on is not known.</source>
        <translation>gemessen an allen %1 vorhergesagten Bildern von %2 Personen: mit welchen davon trainiert wurde, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>measured on all %1 images of %2 people in the file.</source>
        <translation>gemessen an allen %1 Bildern von %2 Personen in der Datei.</translation>
    </message>
    <message>
        <source>With corrected labels: %1 labels changed, %2 images excluded; not the source&apos;s figures.</source>
        <translation>Mit korrigierten Angaben: %1 Angaben geändert, %2 Bilder ausgeschlossen; nicht die Zahlen der Quelle.</translation>
    </message>
    <message>
        <source>Not for primary diagnosis.</source>
        <translation>Nicht zur Primärdiagnose.</translation>
    </message>
    <message>
        <source>What could be read without these is shown.</source>
        <translation>Was ohne diese lesbar war, wird gezeigt.</translation>
    </message>
    <message>
        <source>%1: report.json counts other images than predictions.csv does; the figures here are those of predictions.csv.</source>
        <translation>%1: report.json zählt andere Bilder als predictions.csv; die Zahlen hier sind die von predictions.csv.</translation>
    </message>
    <message>
        <source>Where the images of this run lie is not known: choose “Folder of the images …” to see them.</source>
        <translation>Wo die Bilder dieses Laufs liegen, ist nicht bekannt: wählen Sie „Ordner der Bilder …“, um sie zu sehen.</translation>
    </message>
    <message>
        <source>Intervals that need resampling of patients are being computed …</source>
        <translation>Intervalle, für die Patienten neu gezogen werden, werden berechnet …</translation>
    </message>
    <message>
        <source>Whether the heat maps point at the right place was not measured: no boxes drawn by people were given.</source>
        <translation>Ob die Wärmekarten auf die richtige Stelle zeigen, wurde nicht gemessen: es gab keine von Personen gezeichneten Rahmen.</translation>
    </message>
    <message>
        <source>The predictions of this run cannot be read, so the images behind a number are not known.</source>
        <translation>Die Vorhersagen dieses Laufs sind nicht lesbar, daher sind die Bilder hinter einer Zahl nicht bekannt.</translation>
    </message>
    <message>
        <source>Which images belong to this group is known to the run&apos;s report alone: the predictions do not tell it.</source>
        <translation>Welche Bilder zu dieser Gruppe gehören, weiß nur der Bericht des Laufs: die Vorhersagen sagen es nicht.</translation>
    </message>
    <message>
        <source>With the corrections no image has a label any more.</source>
        <translation>Mit den Korrekturen gibt es zu keinem Bild mehr eine Angabe.</translation>
    </message>
    <message>
        <source>Choose …</source>
        <translation>Wählen …</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Folder of a finished run</source>
        <translation>Ordner eines fertigen Laufs</translation>
    </message>
    <message>
        <source>Table of predictions</source>
        <translation>Tabelle mit Vorhersagen</translation>
    </message>
    <message>
        <source>Tables (*.csv);;All files (*)</source>
        <translation>Tabellen (*.csv);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Table of labels</source>
        <translation>Tabelle mit Angaben</translation>
    </message>
    <message>
        <source>Table of boxes drawn by people</source>
        <translation>Tabelle mit von Personen gezeichneten Rahmen</translation>
    </message>
    <message>
        <source>The model looks at the images with boxes …</source>
        <translation>Das Modell sieht sich die Bilder mit Rahmen an …</translation>
    </message>
    <message>
        <source>The model looks at the images with boxes: %1 of %2 …</source>
        <translation>Das Modell sieht sich die Bilder mit Rahmen an: %1 von %2 …</translation>
    </message>
    <message>
        <source>Places cannot be measured: no image of this result has a box of one of its findings, or the files are gone.</source>
        <translation>Orte lassen sich nicht messen: zu keinem Bild dieses Ergebnisses gibt es einen Rahmen eines seiner Befunde, oder die Dateien sind weg.</translation>
    </message>
    <message>
        <source>Places cannot be measured: %1</source>
        <translation>Orte lassen sich nicht messen: %1</translation>
    </message>
    <message>
        <source>The places are measured.</source>
        <translation>Die Orte sind gemessen.</translation>
    </message>
    <message>
        <source>Folder that the images of this run lie in</source>
        <translation>Ordner, in dem die Bilder dieses Laufs liegen</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>Everything is written into this folder, at the operating points as they are now:</source>
        <translation>Alles wird in diesen Ordner geschrieben, an den jetzigen Arbeitspunkten:</translation>
    </message>
    <message>
        <source>Report as PDF and HTML</source>
        <translation>Bericht als PDF und HTML</translation>
    </message>
    <message>
        <source>… with pictures of patients: such a report belongs where the images are</source>
        <translation>… mit Bildern von Patienten: ein solcher Bericht gehört dorthin, wo die Bilder sind</translation>
    </message>
    <message>
        <source>Every figure as PNG, SVG and CSV</source>
        <translation>Jede Abbildung als PNG, SVG und CSV</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>The report is being written …</source>
        <translation>Der Bericht wird geschrieben …</translation>
    </message>
    <message>
        <source>The report was not written: %1</source>
        <translation>Der Bericht wurde nicht geschrieben: %1</translation>
    </message>
    <message>
        <source>%1 files were written into %2.</source>
        <translation>%1 Dateien wurden nach %2 geschrieben.</translation>
    </message>
    <message>
        <source>Export images</source>
        <translation>Bilder exportieren</translation>
    </message>
    <message>
        <source>A new or empty folder. It will hold a folder for each label, and images.csv; nothing is moved or overwritten.</source>
        <translation>Ein neuer oder leerer Ordner. Er wird je Angabe einen Ordner und images.csv enthalten; nichts wird verschoben oder überschrieben.</translation>
    </message>
    <message>
        <source>All %1 images of this result, not only the %2 shown or selected</source>
        <translation>Alle %1 Bilder dieses Ergebnisses, nicht nur die %2 gezeigten oder ausgewählten</translation>
    </message>
    <message>
        <source>Hard links instead of copies, where the disk has them: they take no room</source>
        <translation>Feste Verknüpfungen statt Kopien, wo der Datenträger sie kennt: sie brauchen keinen Platz</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Images are being copied …</source>
        <translation>Bilder werden kopiert …</translation>
    </message>
    <message>
        <source>%1 holds something already. Choose a new or an empty folder: nothing is overwritten.</source>
        <translation>%1 enthält schon etwas. Wählen Sie einen neuen oder leeren Ordner: nichts wird überschrieben.</translation>
    </message>
    <message>
        <source>Not exported: %1</source>
        <translation>Nicht exportiert: %1</translation>
    </message>
    <message>
        <source>%1 images were written into %2.</source>
        <translation>%1 Bilder wurden nach %2 geschrieben.</translation>
    </message>
    <message>
        <source>%1 could not be copied, the first: %2</source>
        <translation>%1 ließen sich nicht kopieren, das erste: %2</translation>
    </message>
</context>
<context>
    <name>lucency::ui::WorklistPanel</name>
    <message>
        <source>Filter: name, id, date, finding</source>
        <translation>Filter: Name, ID, Datum, Befund</translation>
    </message>
    <message>
        <source>Filter of the worklist</source>
        <translation>Filter der Arbeitsliste</translation>
    </message>
    <message>
        <source>Status shown</source>
        <translation>Gezeigter Status</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Worklist</source>
        <translation>Arbeitsliste</translation>
    </message>
    <message>
        <source>%1 of %2 studies</source>
        <translation>%1 von %2 Untersuchungen</translation>
    </message>
    <message>
        <source>Reading the worklist ...</source>
        <translation>Arbeitsliste wird gelesen ...</translation>
    </message>
    <message>
        <source>The worklist is empty</source>
        <translation>Die Arbeitsliste ist leer</translation>
    </message>
    <message>
        <source>Drop radiographs, folders or a DICOMDIR here, or open them:</source>
        <translation>Aufnahmen, Ordner oder ein DICOMDIR hierher ziehen oder öffnen:</translation>
    </message>
    <message>
        <source>No study matches</source>
        <translation>Keine Untersuchung passt</translation>
    </message>
    <message>
        <source>No study has all of these words. Clear the filter to see all %1.</source>
        <translation>Keine Untersuchung enthält alle diese Wörter. Ohne Filter erscheinen alle %1.</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Erneut lesen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln studies</source>
        <translation>
            <numerusform>%Ln Untersuchung</numerusform>
            <numerusform>%Ln Untersuchungen</numerusform>
        </translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>Filter leeren</translation>
    </message>
    <message>
        <source>Score them anew</source>
        <translation>Neu bewerten</translation>
    </message>
    <message>
        <source>In the background, by the model in use. Each study is scored anew when you open it, too.</source>
        <translation>Im Hintergrund, mit dem Modell in Gebrauch. Auch beim Öffnen wird jede Studie neu bewertet.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln studies show the score of a former model.</source>
        <translation>
            <numerusform>%Ln Studie zeigt die Bewertung eines früheren Modells.</numerusform>
            <numerusform>%Ln Studien zeigen die Bewertung eines früheren Modells.</numerusform>
        </translation>
    </message>
    <message>
        <source>AI hidden: newest first</source>
        <translation>KI verborgen: neueste zuerst</translation>
    </message>
</context>
</TS>
