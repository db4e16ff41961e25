#pragma once

#include "model/cohort.h"
#include "model/recipe.h"

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

namespace lucency::test {

/// A folder of files whose names matter and whose contents do not.
class Files {
public:
    const Files& image(const QString& name) const { return write(name, "x"); }
    const Files& write(const QString& name, const QByteArray& text) const
    {
        QDir(m_folder.path()).mkpath(QFileInfo(path(name)).path());
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly)) qFatal("the temporary folder takes no file");
        file.write(text);
        return *this;
    }
    QString path(const QString& name) const { return m_folder.filePath(name); }
    std::filesystem::path folder(const QString& name = {}) const { return path(name).toStdString(); }

private:
    QTemporaryDir m_folder;
};

/// A recipe of one source that finds whatever lies there; more are further keys of the source.
inline model::Recipe foundRecipe(const std::string& findings = R"([{"name": "Effusion"}, {"name": "Mass"}])", const std::string& more = "",
                                 const std::string& root = "")
{
    auto recipe = model::recipeFromJson(R"({"name": "mine", "data": [{"name": "s", "kind": "found")" + (more.empty() ? "" : ", " + more) +
                                            R"(}], "findings": )" + findings + (root.empty() ? "" : ", " + root) + "}",
                                        "mine.json");
    if (!recipe) qFatal("%s", recipe.error().detail.c_str());
    return *recipe;
}

/// What failed, in one line.
inline QByteArray why(const Failure& failure)
{
    return QByteArray::fromStdString(std::string(slug(failure.kind)) + " " + failure.subject + " " + failure.detail);
}

/// "a.png:+-?" for an image with the first finding present, the second absent and the third unknown.
inline QStringList labelled(const model::Cohort& cohort)
{
    QStringList images;
    for (const auto& image : cohort.images) {
        auto text = QString::fromStdString(image.path) + QLatin1Char(':');
        for (const auto label : image.labels)
            text += QLatin1Char(label == model::Label::Present ? '+' : label == model::Label::Absent ? '-' : '?');
        images << text;
    }
    return images;
}

inline bool anyContains(const std::vector<std::string>& remarks, const std::string& words)
{
    return std::ranges::any_of(remarks, [&](const auto& each) { return each.find(words) != std::string::npos; });
}

} // namespace lucency::test

/// Claims that a Result has a value, and tells the failure where it has not.
#define HAS(result) QVERIFY2((result).has_value(), (result) ? "" : lucency::test::why((result).error()).constData())
