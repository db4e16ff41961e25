#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

#include <vector>

namespace lucency::app {

/// The image files of an import, to be found by what a label table calls them. Case does not matter.
class NamedFiles {
public:
    /// The path as it was found and the canonical one. The identity is equal for equal content; one that is empty is read from the file
    /// when it is asked for.
    void add(const QString& path, const QString& canonical, const QByteArray& identity = {});
    bool isEmpty() const { return m_files.empty(); }
    QString canonical(int file) const { return m_files[static_cast<std::size_t>(file)].canonical; }
    /// Files of the base name that a table's name has, wherever they lie.
    QList<int> ofBaseName(const QString& name) const;
    /// Files that a table's name fits: where it has folders, those at that path (absolute, relative to one of the folders given, or else
    /// at the end of theirs); where it has none, those of that base name. The name may lack the extension. Of several those below the
    /// first folder, which is the table's own, come alone.
    QList<int> named(const QString& name, const QStringList& folders) const;
    /// Whether all of these files hold the same. A file that cannot be read is like no other.
    bool haveOneContent(const QList<int>& files);

private:
    struct File {
        QString path, canonical;
        QByteArray identity;
    };
    std::vector<File> m_files;
    QMultiHash<QString, int> m_byName, m_byBareName; ///< base name in lower case, with and without extension
};

} // namespace lucency::app
