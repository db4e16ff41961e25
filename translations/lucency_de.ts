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
        <source>Images are paired by path. The areas under the ROC curves are compared by DeLong&apos;s test, the calls by McNemar&apos;s. A p that is null could not be computed: nothing varies.
Exit codes: 0 all done; 2 wrong usage; 4 nothing done.</source>
        <translation>Bilder werden nach dem Pfad gepaart. Die Flächen unter den ROC-Kurven vergleicht der Test von DeLong, die Entscheidungen der von McNemar. Steht bei p kein Wert (null), war er nicht zu berechnen: nichts streut.
Rückgabewerte: 0 alles erledigt; 2 falscher Aufruf; 4 nichts getan.</translation>
    </message>
</context>
<context>
    <name>CurveWords</name>
    <message>
        <source>not measured: no image of the test part has a known label of it.</source>
        <translation>nicht gemessen: von keinem Bild des Testteils ist bekannt, ob es ihn zeigt.</translation>
    </message>
    <message>
        <source>not measured: no image of the test part has the finding.</source>
        <translation>nicht gemessen: kein Bild des Testteils zeigt den Befund.</translation>
    </message>
    <message>
        <source>not measured: every image of the test part has the finding.</source>
        <translation>nicht gemessen: jedes Bild des Testteils zeigt den Befund.</translation>
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
        <source>not measured: no finding has images with and without it in the test part.</source>
        <translation>nicht gemessen: von keinem Befund gibt es im Testteil Bilder mit und ohne ihn.</translation>
    </message>
    <message numerus="yes">
        <source>ROC curves of %n findings</source>
        <translation>
            <numerusform>ROC-Kurve von %n Befund</numerusform>
            <numerusform>ROC-Kurven von %n Befunden</numerusform>
        </translation>
    </message>
    <message>
        <source>One curve a finding, with its AUC, best first: 0.5 is guessing, 1 is perfect. Curves from few cases run in coarse steps.</source>
        <translation>Eine Kurve je Befund mit ihrer AUC, die beste zuerst: 0,5 ist Raten, 1 ist vollkommen. Kurven aus wenigen Fällen laufen in groben Stufen.</translation>
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
        <source>%1: nothing tells the patient of %2 images. Each was taken for a person of its own; where that is not so, the same person may stand in two parts, and the figures flatter.</source>
        <translation>%1: von %2 Bildern ist der Patient nicht zu erkennen. Jedes gilt als eigene Person; wo das nicht stimmt, kann dieselbe Person in zwei Teilen stehen, und die Zahlen schmeicheln.</translation>
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
        <source>none of these</source>
        <translation>keiner davon</translation>
    </message>
    <message>
        <source>all images</source>
        <translation>alle Bilder</translation>
    </message>
    <message>
        <source>No person is in two parts</source>
        <translation>Niemand ist in zwei Teilen</translation>
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
        <source>%1 images of the test part could not be read; they are in no figure.</source>
        <translation>%1 Bilder des Testteils ließen sich nicht lesen; sie stehen in keiner Zahl.</translation>
    </message>
    <message>
        <source>%1 pairs of images look the same; the images of a pair are in one part.</source>
        <translation>%1 Paare von Bildern sehen gleich aus; die Bilder eines Paars sind in einem Teil.</translation>
    </message>
    <message>
        <source>No two people had images that look the same.</source>
        <translation>Keine zwei Personen hatten Bilder, die gleich aussehen.</translation>
    </message>
    <message>
        <source>%1 people were kept in the part of others because images of theirs look the same: duplicates under another name would have told the answer.</source>
        <translation>%1 Personen blieben im Teil anderer, weil Bilder von ihnen gleich aussehen: Doppel unter anderem Namen hätten die Antwort verraten.</translation>
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
        <source>%1 synthetic images were left out: the figures are those of real radiographs.</source>
        <translation>%1 synthetische Bilder wurden ausgelassen: die Zahlen sind die von echten Röntgenaufnahmen.</translation>
    </message>
</context>
<context>
    <name>EvaluateCommand</name>
    <message>
        <source>evaluate needs --data (images to score, with --model) or --predictions (a table of them).</source>
        <translation>evaluate braucht --data (Bilder, die das Modell auswerten soll) oder --predictions (eine Tabelle mit Vorhersagen).</translation>
    </message>
    <message>
        <source>--model needs --data.</source>
        <translation>--model braucht --data.</translation>
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
        <source>%1 images were refused or failed; the reasons are in the report.</source>
        <translation>%1 Bilder wurden abgelehnt oder schlugen fehl; die Gründe stehen im Bericht.</translation>
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
        <source>%1 images were refused or failed; they are in no figure.</source>
        <translation>%1 Bilder wurden abgelehnt oder schlugen fehl; sie gehen in keine Zahl ein.</translation>
    </message>
    <message>
        <source>The patient of %1 images is unknown: each was taken for a patient of its own, and where that is not so the intervals are too narrow.</source>
        <translation>Bei %1 Bildern ist der Patient unbekannt: jedes gilt als eigener Patient, und wo das nicht stimmt, sind die Intervalle zu schmal.</translation>
    </message>
    <message>
        <source>%1 patients are in the validation predictions too: the figures flatter.</source>
        <translation>%1 Patienten sind auch unter den Validierungsvorhersagen: die Zahlen fallen zu gut aus.</translation>
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
    <message>
        <source>%1 synthetic images were left out: the figures are those of real radiographs.</source>
        <translation>%1 synthetische Bilder wurden ausgelassen: die Zahlen sind die von echten Röntgenaufnahmen.</translation>
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
        <source>%1 cannot be read. Ask for permission to read it, or copy it to a folder of yours.</source>
        <translation>%1 kann nicht gelesen werden. Bitte Leserechte erfragen oder die Datei in einen eigenen Ordner kopieren.</translation>
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
        <source>%1 does not fit the network it names.</source>
        <translation>%1 passt nicht zu dem Netz, das es nennt.</translation>
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
        <source>Not a label table</source>
        <translation>Keine Label-Tabelle</translation>
    </message>
    <message>
        <source>%1 is not a table of labels. It needs a header row such as &quot;Image Index,Finding Labels&quot;.</source>
        <translation>%1 ist keine Tabelle mit Labels. Sie braucht eine Kopfzeile wie „Image Index,Finding Labels“.</translation>
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
        <source>Precision and negative predictive value hold for the share of cases of this test part alone: where the finding is rarer, precision is lower.</source>
        <translation>Positiver und negativer Vorhersagewert gelten nur für den Anteil der Fälle in diesem Testteil: wo der Befund seltener ist, ist der positive niedriger.</translation>
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
        <source>not measured: sex, age, view and scanner of these people are not known.</source>
        <translation>nicht gemessen: Geschlecht, Alter, Projektion und Gerät sind bei diesen Personen nicht bekannt.</translation>
    </message>
    <message>
        <source>not measured: the test part has cases of one class only.</source>
        <translation>nicht gemessen: der Testteil hat nur Fälle einer Klasse.</translation>
    </message>
    <message>
        <source>The orange line is the AUC of all; where a group&apos;s bar does not reach it, the model serves that group worse or better than the rest.</source>
        <translation>Die orange Linie ist die AUC aller; wo der Balken einer Gruppe sie nicht erreicht, dient das Modell dieser Gruppe schlechter oder besser als den übrigen.</translation>
    </message>
    <message>
        <source>Not measured: fewer than 5 images with or without the finding.</source>
        <translation>Nicht gemessen: weniger als 5 Bilder mit oder ohne den Befund.</translation>
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
        <source>%1: there is none in the test part.</source>
        <translation>%1: im Testteil gibt es keines.</translation>
    </message>
    <message>
        <source>Called rightly</source>
        <translation>Richtig beurteilt</translation>
    </message>
    <message>
        <source>Called wrongly</source>
        <translation>Falsch beurteilt</translation>
    </message>
    <message>
        <source>%1 more images could not be shown, because their files are not where the predictions say.</source>
        <translation>%1 weitere Bilder ließen sich nicht zeigen, weil ihre Dateien nicht dort sind, wo die Vorhersagen sie nennen.</translation>
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
        <source>Frame of a multi-frame file, the first is 1</source>
        <translation>Einzelbild einer Mehrbilddatei, das erste ist 1</translation>
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
        <source>not measured: no image of the test part has a known label of it.</source>
        <translation>nicht gemessen: von keinem Bild des Testteils ist bekannt, ob es ihn zeigt.</translation>
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
        <source>Side of their input in pixels</source>
        <translation>Kantenlänge ihrer Eingabe in Pixeln</translation>
    </message>
    <message>
        <source>How grey values are scaled for them</source>
        <translation>Wie die Grauwerte für sie skaliert werden</translation>
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
        <source>The patient of %1 images is unknown: each was taken for a patient of its own, and where that is not so the intervals are too narrow.</source>
        <translation>Bei %1 Bildern ist der Patient unbekannt: jedes gilt als eigener Patient, und wo das nicht stimmt, sind die Intervalle zu schmal.</translation>
    </message>
    <message>
        <source>%1 people are in the validation part too: the figures flatter.</source>
        <translation>%1 Personen sind auch im Validierungsteil: die Zahlen schmeicheln.</translation>
    </message>
    <message>
        <source>%1 images were refused or could not be read; they are in no figure.</source>
        <translation>%1 Bilder wurden abgelehnt oder ließen sich nicht lesen; sie stehen in keiner Zahl.</translation>
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
        <source>%1 findings could be measured; their mean AUC is %2 (0.5 is guessing, 1 is perfect).</source>
        <translation>%1 Befunde ließen sich messen; ihre mittlere AUC ist %2 (0,5 ist Raten, 1 ist vollkommen).</translation>
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
        <translation>Label-Tabelle anstelle der im Rezept</translation>
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
        <source>Files that could not be used</source>
        <translation>Nicht verwendbare Dateien</translation>
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
        <source>%Ln more files could not be used; a copy of the list has all of them.</source>
        <translation>
            <numerusform>%Ln weitere Datei war nicht verwendbar; eine Kopie der Liste enthält alle.</numerusform>
            <numerusform>%Ln weitere Dateien waren nicht verwendbar; eine Kopie der Liste enthält alle.</numerusform>
        </translation>
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
        <translation>Röntgenaufnahmen (*.dcm *.dicom *.png *.jpg *.jpeg *.tif *.tiff *.bmp DICOMDIR);;Label-Tabellen (*.csv);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Open a folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Use another model</source>
        <translation>Anderes Modell verwenden</translation>
    </message>
    <message>
        <source>Models (*.safetensors);;All files (*)</source>
        <translation>Modelle (*.safetensors);;Alle Dateien (*)</translation>
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
        <source>Use another model ...</source>
        <translation>Anderes Modell verwenden ...</translation>
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
        <source>Use the shipped model</source>
        <translation>Mitgeliefertes Modell verwenden</translation>
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
        <source>PRIOR</source>
        <translation>VORAUFNAHME</translation>
    </message>
    <message>
        <source>CURRENT</source>
        <translation>AKTUELL</translation>
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
    <name>lucency::ui::ThumbnailModel</name>
    <message>
        <source>prior, %1</source>
        <translation>Voraufnahme, %1</translation>
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
</context>
</TS>
