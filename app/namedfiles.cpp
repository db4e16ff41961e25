#include "app/namedfiles.h"

#include "app/store/corrections.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace lucency::app {

namespace {

/// A table's name in one spelling, whichever system wrote it.
QString cleaned(const QString& name)
{
    return QDir::cleanPath(QString(name).replace(QLatin1Char('\\'), QLatin1Char('/')));
}

QString withoutExtension(const QString& path)
{
    const auto dot = path.lastIndexOf(QLatin1Char('.'));
    return dot > path.lastIndexOf(QLatin1Char('/')) ? path.left(dot) : path;
}

QString baseNameOf(const QString& path)
{
    return path.mid(path.lastIndexOf(QLatin1Char('/')) + 1);
}

bool isAt(const QString& path, const QString& name)
{
    const auto ends = [&name](const QString& whole) {
        return whole.compare(name, Qt::CaseInsensitive) == 0 ||
               (!name.startsWith(QLatin1Char('/')) && whole.endsWith(QLatin1Char('/') + name, Qt::CaseInsensitive));
    };
    return ends(path) || ends(withoutExtension(path));
}

} // namespace

void NamedFiles::add(const QString& path, const QString& canonical, const QByteArray& identity)
{
    const int file = static_cast<int>(m_files.size());
    m_files.push_back({path, canonical, identity});
    QStringList names{baseNameOf(path).toLower()};
    if (const QString real = baseNameOf(canonical).toLower(); real != names.first()) names << real; // a link of another name
    for (const QString& name : std::as_const(names)) {
        m_byName.insert(name, file);
        if (const QString bare = withoutExtension(name); bare != name) m_byBareName.insert(bare, file);
    }
}

QList<int> NamedFiles::ofBaseName(const QString& name) const
{
    const QString base = baseNameOf(cleaned(name)).toLower();
    QList<int> files = m_byName.values(base);
    // Where the name has folders, they tell which is meant; else one without extension stands for such a file first.
    if (files.isEmpty() || cleaned(name).contains(QLatin1Char('/'))) files << m_byBareName.values(base);
    std::sort(files.begin(), files.end());
    return files;
}

QList<int> NamedFiles::named(const QString& name, const QStringList& folders) const
{
    QList<int> files = ofBaseName(name);
    if (files.isEmpty()) return files;
    QString path = cleaned(name);
    if (path.contains(QLatin1Char('/'))) {
        QStringList places;
        for (const QString& folder : folders)
            places << QDir::cleanPath(QDir(folder).absoluteFilePath(path)); // the path itself when it is absolute
        QList<int> there;
        for (const QString& place : std::as_const(places)) {
            std::copy_if(files.begin(), files.end(), std::back_inserter(there), [this, &place](int file) {
                return isAt(m_files[static_cast<std::size_t>(file)].path, place) || isAt(canonical(file), place);
            });
            if (!there.isEmpty()) return there;
        }
        while (path.startsWith(QLatin1String("../")))
            path.remove(0, 3);
        files.removeIf(
            [this, &path](int file) { return !isAt(m_files[static_cast<std::size_t>(file)].path, path) && !isAt(canonical(file), path); });
    }
    if (files.size() < 2 || folders.isEmpty()) return files;
    const QString own = QDir::cleanPath(folders.first()) + QLatin1Char('/');
    QList<int> below;
    std::copy_if(files.begin(), files.end(), std::back_inserter(below), [this, &own](int file) {
        return m_files[static_cast<std::size_t>(file)].path.startsWith(own) || canonical(file).startsWith(own);
    });
    return below.isEmpty() ? files : below;
}

bool NamedFiles::haveOneContent(const QList<int>& files)
{
    const auto same = [this](int first, int second) {
        File &a = m_files[static_cast<std::size_t>(first)], &b = m_files[static_cast<std::size_t>(second)];
        if (a.canonical == b.canonical) return true;
        if (a.identity.isEmpty() && b.identity.isEmpty() && QFileInfo(a.canonical).size() != QFileInfo(b.canonical).size()) return false;
        for (File* file : {&a, &b}) {
            if (!file->identity.isEmpty()) continue;
            const auto hash = contentHashOf(file->canonical);
            if (!hash) return false;
            file->identity = *hash;
        }
        return a.identity == b.identity;
    };
    return std::all_of(files.begin(), files.end(), [&files, &same](int file) { return same(files.first(), file); });
}

} // namespace lucency::app
