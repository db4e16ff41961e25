#include "app/report/plot.h"
#include "app/report/sections.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <set>

namespace lucency::app::report {

namespace {

struct DataWords {
    Q_DECLARE_TR_FUNCTIONS(DataWords)

public:
    /// Why images of a source took no part, by the words of report.json.
    static QString reason(const std::string& reason)
    {
        if (reason == "age") return tr("%1 because of the person's age");
        if (reason == "no_known_finding") return tr("%1 of which no finding is known");
        if (reason == "other_finding") return tr("%1 whose labels name another finding");
        if (reason == "without_finding") return tr("%1 without a finding, which the recipe ignores");
        if (reason == "outside_parts") return tr("%1 beside the folders of the parts");
        if (reason == "unreadable") return tr("%1 that could not be read");
        return QStringLiteral("%1 ") + QString::fromStdString(reason);
    }
};

QString whole(long number)
{
    return QLocale().toString(static_cast<qlonglong>(number));
}

QString plain(const std::string& text)
{
    return QString::fromStdString(text);
}

QString orDash(long number, bool known)
{
    return known ? whole(number) : QStringLiteral("–");
}

void addSources(Blocks& blocks, const Material& material)
{
    if (material.sources.empty()) {
        blocks.push_back(
            Paragraph{DataWords::tr("How images and labels were found was not recorded by the version of the program that made this run."),
                      Paragraph::Kind::Note});
        return;
    }
    Table table{
        DataWords::tr("Where the images come from"),
        {DataWords::tr("Source"), DataWords::tr("images used"), DataWords::tr("people"), DataWords::tr("rows in its table"),
         DataWords::tr("rows without an image"), DataWords::tr("images without a row"), DataWords::tr("left out")},
        {},
        1,
        DataWords::tr("Rows without an image and images without a row took no part. A dash: labels are folders, there is no table."),
        {}};
    QStringList reasons, warnings;
    for (const auto& source : material.sources) {
        const bool hasTable = source.tableRows > 0;
        long leftOut = 0;
        for (const auto& [reason, images] : source.leftOut) {
            leftOut += images;
            reasons << DataWords::reason(reason).arg(whole(images));
        }
        if (source.ownPatients > 0)
            warnings << DataWords::tr(
                            "%1: nothing tells the patient of %Ln images. Each was taken for a person of its own; where that is not so, "
                            "the same person may stand in two parts, and the figures flatter.",
                            nullptr, static_cast<int>(source.ownPatients))
                            .arg(plain(source.name));
        table.rows.push_back({source.synthetic ? DataWords::tr("%1 (synthetic radiographs)").arg(plain(source.name)) : plain(source.name),
                              whole(source.images), whole(source.patients), orDash(source.tableRows, hasTable),
                              orDash(source.rowsWithoutImage, hasTable), orDash(source.imagesWithoutRow, hasTable), whole(leftOut)});
    }
    blocks.push_back(std::move(table));
    if (!reasons.isEmpty()) blocks.push_back(Paragraph{DataWords::tr("Left out: %1.").arg(reasons.join(QStringLiteral("; ")))});
    for (const auto& warning : warnings)
        blocks.push_back(Paragraph{warning, Paragraph::Kind::Warning});
    for (const auto& remark : material.dataRemarks)
        blocks.push_back(Paragraph{plain(remark), Paragraph::Kind::Note});
    if (std::ranges::any_of(material.sources, [](const auto& source) { return source.synthetic; }))
        blocks.push_back(
            Paragraph{DataWords::tr("Synthetic radiographs were only trained on. No figure of this report counts them, unless it says "
                                    "so."),
                      Paragraph::Kind::Note});
}

void addClasses(Blocks& blocks, const Material& material)
{
    const auto& parts = material.split->parts;
    Table table{
        DataWords::tr("Images with each finding"),
        {DataWords::tr("Finding"), DataWords::tr("training"), DataWords::tr("validation"), DataWords::tr("test")},
        {},
        1,
        DataWords::tr("An image may have several findings. Images whose label of a finding is unknown are left out for that finding."),
        {}};
    const auto add = [&](const QString& title, const std::string& name) {
        QStringList row{title};
        for (const auto& part : parts) {
            const auto found = part.positives.find(name);
            row << whole(found == part.positives.end() ? 0 : found->second);
        }
        table.rows.push_back(row);
    };
    for (const auto& finding : material.findings)
        add(findingTitle(finding.name()), finding.name());
    add(DataWords::tr("no finding at all"), "No Finding");
    if (std::ranges::any_of(parts, [](const auto& part) { return part.positives.contains(""); }))
        add(DataWords::tr("only findings that are not learnt"), "");
    table.rows.push_back({DataWords::tr("all images"), whole(parts[0].images), whole(parts[1].images), whole(parts[2].images)});
    table.rows.push_back({DataWords::tr("people"), whole(parts[0].patients), whole(parts[1].patients), whole(parts[2].patients)});
    table.strong = {table.rows.size() - 2, table.rows.size() - 1};
    blocks.push_back(std::move(table));
}

/// What could not be read, by part and by name. Names alone: folders say more of a place than whoever gets the report has to know.
void addUnread(Blocks& blocks, const ReportedSplit& split)
{
    constexpr std::size_t most = 20;
    if (split.unread() == 0) return;
    if (split.unreadFiles.empty()) { // a run of an earlier version, which kept no list
        blocks.push_back(Paragraph{DataWords::tr("%Ln images of the test part could not be read; they are in no figure.", nullptr,
                                                 static_cast<int>(split.unread())),
                                   Paragraph::Kind::Warning});
        return;
    }
    blocks.push_back(Paragraph{DataWords::tr("%Ln images could not be read and took no part: %1 of the training part, %2 of the validation "
                                             "part, %3 of the test part. No other number of this report counts them.",
                                             nullptr, static_cast<int>(split.unread()))
                                   .arg(whole(split.parts[0].unread), whole(split.parts[1].unread), whole(split.parts[2].unread)),
                               Paragraph::Kind::Warning});
    QStringList names;
    for (std::size_t i = 0; i < std::min(most, split.unreadFiles.size()); ++i)
        names << plain(split.unreadFiles[i]);
    const QString listed = names.join(QStringLiteral(", "));
    const auto more = static_cast<long>(split.unreadFiles.size()) - names.size();
    blocks.push_back(Paragraph{more > 0 ? DataWords::tr("Could not be read: %1 and %2 more.").arg(listed, whole(more))
                                        : DataWords::tr("Could not be read: %1.").arg(listed),
                               Paragraph::Kind::Note});
}

void addLookAlikes(Blocks& blocks, const ReportedSplit& split)
{
    if (split.twins && *split.twins > 0)
        blocks.push_back(Paragraph{DataWords::tr("%Ln pairs of images look the same; the images of a pair are in one part.", nullptr,
                                                 static_cast<int>(*split.twins))});
    if (split.tornTwins > 0)
        blocks.push_back(
            Paragraph{DataWords::tr("%Ln pairs of images look the same and stand in different parts, as the images had been split "
                                    "before: the model was measured on copies of what it had learnt.",
                                    nullptr, static_cast<int>(split.tornTwins)),
                      Paragraph::Kind::Warning});
    if (!split.linkedPatients) return;
    if (*split.linkedPatients > 0)
        blocks.push_back(Paragraph{DataWords::tr(
            "%Ln people were kept in the part of others because images of theirs look the same: duplicates under another name "
            "would have told the answer.",
            nullptr, static_cast<int>(*split.linkedPatients))});
    else if (split.tornTwins == 0)
        blocks.push_back(Paragraph{
            split.aligned
                ? DataWords::tr(
                      "No two people had images that the comparison takes for the same. It finds copies, also when they were "
                      "turned by up to 3 degrees, cropped by up to 5 % a side, framed, mirrored, inverted or changed in tone, and "
                      "seldom those that were changed more, or are small and noisy.")
                : DataWords::tr("No two people had images that the comparison takes for the same. It finds copies, also rescaled or "
                                "brightened, and not "
                                "copies that were turned, cropped, framed, mirrored or inverted.")});
}

void addProof(Blocks& blocks, const Material& material)
{
    const auto& split = *material.split;
    blocks.push_back(Heading{2, DataWords::tr("Is anyone in two parts?"), false});
    blocks.push_back(Table{DataWords::tr("People that two parts share, counted from split.csv for this report"),
                           {DataWords::tr("Parts"), DataWords::tr("people in both")},
                           {{DataWords::tr("training and validation"), whole(split.shared[0])},
                            {DataWords::tr("training and test"), whole(split.shared[1])},
                            {DataWords::tr("validation and test"), whole(split.shared[2])}},
                           1,
                           DataWords::tr("Only zeros prove that the model was measured on people whom it had never seen."),
                           {}});
    if (std::ranges::any_of(split.shared, [](long shared) { return shared > 0; }))
        blocks.push_back(Paragraph{DataWords::tr("The parts share people: the figures of this report flatter and must not be used."),
                                   Paragraph::Kind::Warning});
    addLookAlikes(blocks, split);
    if (split.expected.empty()) return;
    if (split.expected == split.sha256)
        blocks.push_back(Paragraph{DataWords::tr("split.csv is the list that was trained with (SHA-256 %1).").arg(plain(split.sha256)),
                                   Paragraph::Kind::Note});
    else
        blocks.push_back(
            Paragraph{DataWords::tr("split.csv is not the list that was trained with: it has changed since (SHA-256 %1, then %2).")
                          .arg(plain(split.sha256), plain(split.expected)),
                      Paragraph::Kind::Warning});
}

} // namespace

void addData(Blocks& blocks, const Material& material)
{
    blocks.push_back(Heading{1, DataWords::tr("The data"), true});
    if (material.split) {
        addSources(blocks, material);
        addUnread(blocks, *material.split);
        addClasses(blocks, material);
        addProof(blocks, material);
        return;
    }
    blocks.push_back(
        Paragraph{DataWords::tr("%1 images of %2 people were measured.").arg(whole(material.images), whole(material.patients))});
    Table table{DataWords::tr("Images with each finding"),
                {DataWords::tr("Finding"), DataWords::tr("with"), DataWords::tr("without"), DataWords::tr("label unknown"),
                 DataWords::tr("people")},
                {},
                1,
                {},
                {}};
    for (const auto& finding : material.findings)
        table.rows.push_back({findingTitle(finding.name()), whole(finding.figures.positives), whole(finding.figures.negatives),
                              whole(finding.unlabelled), whole(finding.figures.patients)});
    blocks.push_back(std::move(table));
    QStringList without;
    for (const auto& name : material.unlabelledFindings)
        without << findingTitle(name);
    if (!without.isEmpty())
        blocks.push_back(Paragraph{DataWords::tr("Predicted, but not measured, because no image has a label of them: %1.")
                                       .arg(without.join(QStringLiteral(", ")))});
    if (material.phantomsLeftOut > 0)
        blocks.push_back(Paragraph{DataWords::tr("%Ln synthetic images were left out: the figures are those of real radiographs.", nullptr,
                                                 static_cast<int>(material.phantomsLeftOut))});
}

} // namespace lucency::app::report
